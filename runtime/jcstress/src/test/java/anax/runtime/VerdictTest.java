package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// What lets the build pass, and what must not.
class VerdictTest {
    private static final String REAL = "anax.runtime.DoorbellStress.Park";
    private static final String TWIN = "anax.runtime.DoorbellStress.ParkTwinWhoseRingerHasNoFence";

    @Test
    void shouldPassRealTestThatHolds() {
        Verdict verdict = Verdict.of(REAL, List.of(result("0, 1", "1, 0")));
        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.line()).startsWith("holds").contains("DoorbellStress.Park ", "(0, 1) 7");
    }

    @Test
    void shouldFailRealTestThatShowsForbiddenOutcomeInAnyRun() {
        Verdict verdict = Verdict.of(REAL, List.of(result("0, 1", "1, 0"), result("0, 0", "0, 1")));
        assertThat(verdict.problems()).singleElement().asString().contains("must never be: (0, 0) 7");
        assertThat(verdict.line()).startsWith("FAILED");
    }

    @Test
    void shouldPassTwinThatBreaks() {
        Verdict verdict = Verdict.of(TWIN, List.of(result("0, 1", "1, 0"), result("0, 0")));
        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.isSilentTwin()).isFalse();
        assertThat(verdict.line()).startsWith("breaks").contains("21 samples: (0, 0) 7");
    }

    @Test
    void shouldFailTwinThatDoesNotBreak() {
        Verdict verdict = Verdict.of(TWIN, List.of(result("0, 1", "1, 0")));
        assertThat(verdict.isSilentTwin()).isTrue();
        assertThat(verdict.problems()).singleElement().asString().contains("does not break");
    }

    @Test
    void shouldFailTestInWhichNothingRaced() {
        assertThat(Verdict.of(REAL, List.of(result("0, 1"))).problems())
                .singleElement()
                .asString()
                .contains("only one outcome");
        assertThat(Verdict.of(REAL, List.of()).problems()).isNotEmpty();
    }

    @Test
    void shouldFailTestThatCouldNotRun() {
        assertThat(Verdict.of(REAL, List.of(result("0, 1", "1, 0"), new TestResult(Status.TIMEOUT_ERROR)))
                        .problems())
                .singleElement()
                .asString()
                .contains("TIMEOUT_ERROR");
    }

    private static TestResult result(String... outcomes) {
        TestResult result = new TestResult(Status.NORMAL);
        for (String outcome : outcomes) {
            result.addState(outcome, 7);
        }
        return result;
    }
}
