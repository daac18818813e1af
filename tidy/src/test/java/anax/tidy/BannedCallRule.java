package anax.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Time, randomness and waiting are injected, so that the simulated machine can own them; and nothing locks.
final class BannedCallRule implements Rule {
    private static final String REAL_CLOCK = "runtime/src/main/java/anax/runtime/clock/SystemClock.java";

    /// Where the locked designs stand that we are measured against: locking is their point.
    private static final Pattern LOCKED_RIVALS = Pattern.compile("bench/src/main/java/.*/locked/\\w+\\.java");

    private record Ban(Pattern call, Predicate<Source> where, String instead) {
        Ban(String call, Predicate<Source> where, String instead) {
            this(Pattern.compile(call), where, instead);
        }
    }

    private static final List<Ban> BANS = List.of(
            new Ban(
                    "\\bSystem\\s*(?:\\.|::)\\s*(?:nanoTime|currentTimeMillis)\\b",
                    source -> !source.path().equals(REAL_CLOCK),
                    "take an anax.runtime.clock.Clock in the constructor; SystemClock is the real one"),
            new Ban(
                    "\\b(?:Instant|LocalTime|LocalDate|(?:Local|Zoned|Offset)DateTime)\\s*(?:\\.|::)\\s*now\\b"
                            + "|\\bnew\\s+Date\\s*\\(\\s*\\)",
                    source -> true,
                    "take a java.time.InstantSource in the constructor and ask that"),
            new Ban(
                    "\\bThread\\s*\\.\\s*sleep\\b|\\bTimeUnit\\s*\\.\\s*\\w+\\s*\\.\\s*sleep\\b",
                    Source::isMain,
                    "arm a timer or park with a deadline; a sleeping CPU serves nobody"),
            new Ban(
                    "\\bsynchronized\\b",
                    source -> source.isMain()
                            && !LOCKED_RIVALS.matcher(source.path()).matches(),
                    "send a message to the owner"),
            new Ban(
                    "\\bnew\\s+(?:java\\.util\\.)?(?:Random|SplittableRandom)\\s*\\(\\s*\\)|\\bMath\\s*\\.\\s*random\\b"
                            + "|\\bThreadLocalRandom\\b|\\bRandomGenerator\\s*\\.\\s*(?:getDefault|of)\\b",
                    source -> true,
                    "take a RandomGenerator in the constructor, made from a seed that a failure prints"));

    @Override
    public List<Violation> violations(List<Source> sources) {
        List<Violation> found = new ArrayList<>();
        for (Source source : sources) {
            if (source.isJava()) {
                List<String> code = JavaText.of(source.text()).code();
                for (Ban ban : BANS) {
                    if (ban.where().test(source)) {
                        look(source, code, ban, found);
                    }
                }
            }
        }
        return found;
    }

    private static void look(Source source, List<String> code, Ban ban, List<Violation> found) {
        for (int i = 0; i < code.size(); i++) {
            var call = ban.call().matcher(code.get(i));
            if (call.find()) {
                found.add(new Violation(source.path(), i + 1, call.group() + " is banned here", ban.instead()));
            }
        }
    }
}
