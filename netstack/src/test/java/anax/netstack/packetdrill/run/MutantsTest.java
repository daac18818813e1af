package anax.netstack.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packetdrill.run.Mutant.Kind;
import anax.netstack.packetdrill.syntax.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The runner is honest: a script in which one expected thing is wrong does not pass.
class MutantsTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill");
    private static final int SAMPLE = Integer.getInteger("anax.seeds", 1_000);
    private static final long SEED = Long.getLong("anax.seed", 9_293);
    private static final double KILLED_AT_LEAST = 0.97;

    /// How many there were of a kind, and how many passed all the same.
    private static final class Tally {
        private int all;
        private int survived;
    }

    @Test
    void shouldNotPassWhenOneExpectedThingIsWrong() throws IOException {
        final List<Mutant> mutants = sample(allMutants());
        final List<Mutant> survivors =
                mutants.parallelStream().filter(MutantsTest::survives).toList();
        final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
        mutants.forEach(mutant -> tally(tallies, mutant).all++);
        survivors.forEach(mutant -> tally(tallies, mutant).survived++);
        final String report = report(tallies, survivors);
        System.out.println(report);
        assertThat((double) (mutants.size() - survivors.size()) / mutants.size())
                .as(report)
                .isGreaterThanOrEqualTo(KILLED_AT_LEAST);
    }

    private static Tally tally(Map<Kind, Tally> tallies, Mutant mutant) {
        return tallies.computeIfAbsent(mutant.kind(), _ -> new Tally());
    }

    private static boolean survives(Mutant mutant) {
        return !(ScriptRunner.run(mutant.script(), RunOptions.standard()).verdict() instanceof Verdict.Failed);
    }

    private static List<Mutant> allMutants() throws IOException {
        final List<Mutant> all = new ArrayList<>();
        for (final ScriptFile file : ScriptFile.in(List.of(FOLDER))) {
            all.addAll(Mutants.of(Script.parse(file.name(), Files.readString(file.path()), Map.of())));
        }
        return all;
    }

    /// A thousand of them, of each kind as many as of the others where there are so many, and the same for the
    /// same seed; all of them in the long build.
    private static List<Mutant> sample(List<Mutant> all) {
        if (SAMPLE > 1_000) {
            return all;
        }
        Collections.shuffle(all, new Random(SEED));
        final Map<Kind, Deque<Mutant>> kinds = new EnumMap<>(Kind.class);
        all.forEach(mutant ->
                kinds.computeIfAbsent(mutant.kind(), _ -> new ArrayDeque<>()).add(mutant));
        final List<Mutant> sample = new ArrayList<>();
        while (sample.size() < SAMPLE && !kinds.isEmpty()) {
            kinds.values().removeIf(Deque::isEmpty);
            kinds.values().forEach(kind -> Optional.ofNullable(kind.poll()).ifPresent(sample::add));
        }
        return sample.subList(0, Math.min(SAMPLE, sample.size()));
    }

    private static String report(Map<Kind, Tally> tallies, List<Mutant> survivors) {
        final StringBuilder text = new StringBuilder("wrong scripts that passed, of so many, by what was wrong:\n");
        tallies.forEach(
                (kind, tally) -> text.append("  %-15s %4d of %5d%n".formatted(kind, tally.survived, tally.all)));
        return text
                + survivors.stream()
                        .map(mutant -> "  " + mutant.kind() + " " + mutant.what())
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void shouldMakeEachKindOfThingWrong() throws IOException {
        assertThat(allMutants().stream().map(Mutant::kind).distinct())
                .contains(
                        Kind.SEQUENCE,
                        Kind.ACKNOWLEDGMENT,
                        Kind.LENGTH,
                        Kind.FLAG,
                        Kind.WINDOW,
                        Kind.URGENT,
                        Kind.OPTION,
                        Kind.IP,
                        Kind.ICMP,
                        Kind.TIME,
                        Kind.RESULT,
                        Kind.ERRNO,
                        Kind.OUTPUT,
                        Kind.ASSERTION);
    }
}
