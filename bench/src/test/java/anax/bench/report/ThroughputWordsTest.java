package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.measure.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThroughputWordsTest {
    private final List<String> words = ThroughputWords.of(ThroughputExamples.usual());

    @Test
    void shouldSayWhoIsAheadOnEachNumberOfCpusThatThereWere() {
        assertThat(words)
                .contains(
                        "partitioned, 2 CPUs: 11.4 M op/s, 3.80 (3.80–3.80) × faster than giant, 2 CPUs (3.00 M op/s),"
                                + " the best locked design.")
                .contains("partitioned, 1 CPU: 6.00 M op/s, 1.00 (1.00–1.00) × that of giant, 1 CPU (6.00 M op/s), the"
                        + " best locked design: no difference that this run can tell.");
    }

    @Test
    void shouldSayWhoIsBehind() {
        Section section = new ThroughputExamples("throughput.udp-echo.b", 2)
                .row("partitioned", Role.OURS, 2, 3e6)
                .row("giant", Role.RIVAL, 2, 6e6)
                .section();
        assertThat(ThroughputWords.of(section)).anyMatch(line -> line.contains("0.50 (0.50–0.50) × as fast as giant"));
    }

    @Test
    void shouldTellSpeedUpsOverProcessorsThatThereWereOnly() {
        assertThat(words)
                .contains("Speed-up from 1 to 2 CPUs: partitioned 1.90 (1.90–1.90) ×, giant 0.50 (0.50–0.50) ×.")
                .contains("Rows with 4 CPUs had to share 2 processors and say nothing about scaling.")
                .noneMatch(line -> line.contains("50.0 M"));
    }

    @Test
    void shouldTellWhatALockCostsThatNobodyElseWants() {
        assertThat(words)
                .contains(
                        "giant on 1 CPU reaches 0.96 (0.96–0.96) × the throughput of itself with the locks left out.");
    }

    @Test
    void shouldTellWhereTheTimeGoes() {
        assertThat(words)
                .contains(
                        "Most processor time: partitioned, 2 CPUs in IP, 60.0 of 80.0 ns; giant, 2 CPUs in IP, 60.0 of"
                                + " 80.0 ns.");
    }

    @Test
    void shouldSayWhyNoLawIsFitted() {
        assertThat(words)
                .contains("No law of scaling is fitted: that takes 4 numbers of CPUs with a processor each, and there"
                        + " were 1, 2; what CPUs pay to work together is measured instead.");
    }

    @Test
    void shouldFitTheLawToFourNumbersOfCpus() {
        ThroughputExamples rows = new ThroughputExamples("throughput.udp-echo.c", 8);
        ScalabilityLaw law = new ScalabilityLaw(5e6, 0.1, 0.01);
        for (int cpus : new int[] {1, 2, 4, 8}) {
            rows.row("partitioned", Role.OURS, cpus, law.at(cpus));
        }
        assertThat(ThroughputWords.of(rows.section()))
                .contains("partitioned: the universal scalability law, fitted to 1, 2, 4, 8 CPUs, says 10.00 %"
                        + " contention, 1.0000 % coherence, most at 9 CPUs.");
    }
}
