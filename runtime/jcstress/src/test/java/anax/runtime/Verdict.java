package anax.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/// What all runs of one test say together. A twin is a test that has an outcome which is there to be shown.
///
/// Owner: whoever made it.
///
/// @param name     the test, without its package
/// @param twin     whether it is one
/// @param counts   how often each outcome was seen
/// @param broken   the outcomes seen that a real test must not show, and a twin has to
/// @param failures what kept jcstress from running it, or is against the rules for twins as well
record Verdict(String name, boolean twin, Map<String, Long> counts, Set<String> broken, List<String> failures) {
    private static final int FEWEST_OUTCOMES = 2;

    /// Judges all results of one test.
    static Verdict of(String test, Collection<TestResult> results) {
        TestInfo info = TestList.getInfo(test);
        boolean twin = info.cases().stream().anyMatch(outcome -> outcome.expect() == Expect.ACCEPTABLE_INTERESTING);
        Map<String, Long> counts = new TreeMap<>();
        Set<String> broken = new TreeSet<>();
        List<String> failures = new ArrayList<>();
        for (TestResult result : results) {
            if (result.status() != Status.NORMAL) {
                failures.add(result.status() + " " + result.getMessages() + result.getVmErr());
            }
            for (String outcome : result.getStateKeys()) {
                counts.merge(outcome, result.getCount(outcome), Long::sum);
                Expect expect = expected(info, outcome);
                if (expect == Expect.ACCEPTABLE_INTERESTING || (!twin && expect != Expect.ACCEPTABLE)) {
                    broken.add(outcome);
                } else if (expect != Expect.ACCEPTABLE) {
                    failures.add("a twin may not show (" + outcome + ") either");
                }
            }
        }
        return new Verdict(
                test.substring(test.lastIndexOf('.', test.lastIndexOf('.') - 1) + 1), twin, counts, broken, failures);
    }

    private static Expect expected(TestInfo info, String outcome) {
        return info.cases().stream()
                .filter(known -> known.matchesExactly(outcome))
                .findFirst()
                .or(() -> info.cases().stream()
                        .filter(known -> known.matches(outcome))
                        .findFirst())
                .orElse(info.unmatched())
                .expect();
    }

    /// True if it is a twin that did not show, this time, what it is for.
    boolean isSilentTwin() {
        return twin && broken.isEmpty() && failures.isEmpty();
    }

    /// Why the build must fail; empty if it need not.
    List<String> problems() {
        List<String> problems = new ArrayList<>(failures);
        if (twin && broken.isEmpty()) {
            problems.add("the twin does not break, so the test beside it proves nothing");
        } else if (!twin && !broken.isEmpty()) {
            problems.add("showed what must never be: " + counts(broken));
        }
        if (counts.size() < FEWEST_OUTCOMES) {
            problems.add("only one outcome was seen, so nothing raced: " + counts);
        }
        return problems.stream().map(problem -> name + ": " + problem).toList();
    }

    /// One line for the log of the build.
    String line() {
        String found = !problems().isEmpty() ? "FAILED" : twin ? "breaks" : "holds";
        Set<String> shown = twin ? broken : counts.keySet();
        return String.format(Locale.ROOT, "%-6s  %-58s %,11d samples: %s", found, name, samples(), counts(shown));
    }

    private long samples() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private String counts(Set<String> outcomes) {
        return outcomes.stream()
                .map(outcome -> String.format(Locale.ROOT, "(%s) %,d", outcome, counts.get(outcome)))
                .collect(Collectors.joining(", "));
    }
}
