package anax.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import anax.bench.measure.Role;
import anax.bench.measure.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThroughputWordsTest {
    private final List<String> words = ThroughputWords.of(ThroughputExamples.usual());

    @Test
    void shouldSayWhoIsAheadOnEachNumberOfCpusThatThereWere() {
        assertThat(words)
                .contains("partitioned, 2 CPUs: 11.4 M op/s, 3.80 (3.80–3.80) × that of giant, 2 CPUs (3.00 M op/s),"
                        + " the best locked design: ahead.")
                .contains("partitioned, 1 CPU: 6.00 M op/s, 1.00 (1.00–1.00) × that of giant, 1 CPU (6.00 M op/s), the"
                        + " best locked design: no difference that this run can tell.");
    }

    /// The claim is about the partitioned design where every flow comes in on its owner's queue, and all send
    /// alike.
    @ParameterizedTest
    @CsvSource({
        "6e6, 5e6, This bears out our claim: at least 0.95 × where every flow comes in on its owner's queue.",
        "4.8e6, 5e6, This bears out our claim",
        "4.7e6, 5e6, This contradicts our claim",
        "1e6, 5e6, This contradicts our claim: at least 0.95 × where every flow comes in on its owner's queue."
    })
    void shouldSayWhatARunMeansForOurClaim(double ours, double locked, String said) {
        assertThat(ThroughputWords.of(against(ours, locked, 100, 0, 2))).anyMatch(line -> line.contains(said));
    }

    /// With one fork the interval is of slices, and another JVM may have other luck.
    @Test
    void shouldSayThatASingleJvmTellsLess() {
        assertThat(ThroughputWords.of(NoisyRuns.section(1, 1, 0.01, 0.01, 10e6, 5e6)))
                .anyMatch(line -> line.endsWith("This bears out our claim, as far as a single JVM can tell: at least"
                        + " 0.95 × where every flow comes in on its owner's queue."));
    }

    @Test
    void shouldNotClaimAnythingOfOtherTraffic() {
        assertThat(ThroughputWords.of(against(1e6, 5e6, 50, 0, 2))).noneMatch(line -> line.contains("claim"));
        assertThat(ThroughputWords.of(against(1e6, 5e6, 100, 1.2, 2))).noneMatch(line -> line.contains("claim"));
        assertThat(ThroughputWords.of(against(1e6, 5e6, 100, 0, 1)))
                .as("2 CPUs on one processor")
                .noneMatch(line -> line.contains("claim"));
    }

    /// Forks that lie far apart: between the two it cannot be told.
    @Test
    void shouldSayThatARunCannotTellWhatItMeansForOurClaim() {
        Section section = NoisyRuns.section(1, 3, 0.06, 0.03, 0.95 * 5e6, 5e6);
        assertThat(ThroughputWords.of(section))
                .anyMatch(line -> line.contains("neither bears out nor refutes our claim"));
    }

    @Test
    void shouldTellWhatSkewLeavesToBeHad() {
        assertThat(ThroughputWords.of(against(6e6, 5e6, 100, 1.2, 2)))
                .contains(
                        "Clients send unevenly (skew 1.20): of 2 CPUs the fullest owns 1.25 × the mean of the requests."
                                + " Where only the owner may answer, no more than 1.60 × of one CPU is to be had.");
        assertThat(ThroughputWords.of(against(6e6, 5e6, 100, 0, 2))).noneMatch(line -> line.contains("unevenly"));
    }

    private static Section against(double ours, double locked, int affinity, double zipf, int processors) {
        return new ThroughputExamples("throughput.udp-echo.d", processors)
                .traffic(affinity, zipf, 1.25)
                .row("partitioned", Role.OURS, 2, ours)
                .row("giant", Role.RIVAL, 2, locked)
                .section();
    }

    @Test
    void shouldSayWhoIsBehind() {
        Section section = new ThroughputExamples("throughput.udp-echo.b", 2)
                .row("partitioned", Role.OURS, 2, 3e6)
                .row("giant", Role.RIVAL, 2, 6e6)
                .section();
        assertThat(ThroughputWords.of(section))
                .anyMatch(line -> line.contains("0.50 (0.50–0.50) × that of giant, 2 CPUs"))
                .anyMatch(line -> line.endsWith("the best locked design: behind."));
    }

    @Test
    void shouldTellWhatCpusWaitForEachOtherAndHandOver() {
        assertThat(words)
                .contains(
                        "Contention, as counted: giant, 2 CPUs: 2.00 locks for each operation, 12.0 % of them taken by"
                                + " somebody else at that moment, 0.25 handed over from another CPU, 150 ns of waiting;"
                                + " partitioned, 2 CPUs: no lock, 0.50 messages for each operation.");
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

    /// 8 CPUs on 4 processors are no fourth number, however well they seem to do.
    @Test
    void shouldNotFitTheLawToCpusThatSharedProcessors() {
        ThroughputExamples rows = new ThroughputExamples("throughput.udp-echo.c", 4);
        for (int cpus : new int[] {1, 2, 4, 8}) {
            rows.row("partitioned", Role.OURS, cpus, 5e6 * cpus);
        }
        assertThat(ThroughputWords.of(rows.section()))
                .noneMatch(line -> line.contains("universal scalability law"))
                .anyMatch(line -> line.startsWith("No law of scaling is fitted: that takes 4 numbers of CPUs with a"
                        + " processor each, and there were 1, 2, 4;"))
                .contains("Speed-up from 1 to 4 CPUs: partitioned 4.00 (4.00–4.00) ×.");
    }

    /// A design that was left out on some CPUs has too few numbers though others have enough.
    @Test
    void shouldFitTheLawOnlyToDesignsThatRanOnFourNumbersOfCpus() {
        ThroughputExamples rows = new ThroughputExamples("throughput.udp-echo.c", 8);
        for (int cpus : new int[] {1, 2, 4, 8}) {
            rows.row("partitioned", Role.OURS, cpus, 5e6 * cpus);
            if (cpus < 8) {
                rows.row("giant", Role.RIVAL, cpus, 5e6);
            }
        }
        assertThat(ThroughputWords.of(rows.section()))
                .anyMatch(line -> line.startsWith("partitioned: the universal scalability law"))
                .noneMatch(line -> line.startsWith("giant: "));
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
