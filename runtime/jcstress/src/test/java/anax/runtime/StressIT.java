package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/// Every jcstress test of this module: the real ones hold, and each twin shows what its missing part is for.
class StressIT {
    private static final int TRIES_OF_SILENT_TWIN = 4;
    private static final long TIMEOUT_SECONDS = Long.getLong("anax.jcstress.timeoutSeconds");

    private final JcstressRun jcstress = new JcstressRun(
            Path.of(System.getProperty("anax.jcstress.folder")),
            Path.of(System.getProperty("anax.jcstress.flags")),
            List.of(System.getProperty("anax.jcstress.options").split(" +")));

    @Test
    void shouldHoldInEachTestAndBreakInEachTwin() throws Exception {
        List<String> tests = chosen();
        assertThat(tests)
                .as("jcstress tests that -Danax.jcstress.tests chooses")
                .isNotEmpty();
        Map<String, List<TestResult>> results = new TreeMap<>();
        List<String> wanted = tests;
        for (int turn = 0; turn < TRIES_OF_SILENT_TWIN && !wanted.isEmpty(); turn++) {
            add(jcstress.run(anyOf(wanted), TIMEOUT_SECONDS), results);
            // What the memory model allows need not happen in a second on a busy machine.
            wanted = tests.stream()
                    .filter(test -> verdict(test, results).isSilentTwin())
                    .toList();
        }
        List<String> problems = new ArrayList<>();
        for (String test : tests) {
            Verdict verdict = verdict(test, results);
            System.out.println(verdict.line());
            problems.addAll(verdict.problems());
        }
        assertThat(problems).as("see %s", jcstress.log()).isEmpty();
    }

    private static Verdict verdict(String test, Map<String, List<TestResult>> results) {
        return Verdict.of(test, results.getOrDefault(test, List.of()));
    }

    private static void add(Collection<TestResult> found, Map<String, List<TestResult>> results) {
        for (TestResult result : found) {
            results.computeIfAbsent(result.getName(), name -> new ArrayList<>()).add(result);
        }
    }

    private static List<String> chosen() {
        Pattern wanted = Pattern.compile(System.getProperty("anax.jcstress.tests", ""));
        return TestList.tests().stream()
                .filter(test -> wanted.matcher(test).find())
                .sorted()
                .toList();
    }

    private static String anyOf(List<String> tests) {
        return tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"));
    }
}
