package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class SliceTest {

    @Test
    void shouldDivideTimeByOperations() {
        Slice slice = new Slice();
        slice.addWindow(200, 1000);
        slice.addAllocated(600);
        assertThat(Unit.NS_PER_OPERATION.of(slice)).isEqualTo(5);
        assertThat(Unit.MESSAGES_PER_SECOND.of(slice)).isEqualTo(2e8);
        assertThat(Unit.BYTES_PER_OPERATION.of(slice)).isEqualTo(3);
    }

    /// Two pairs that run for the same microsecond have twice the rate of one, and the same time for a message.
    @Test
    void shouldAddRatesAndAverageTimesOfPairsSideBySide() {
        Slice slice = new Slice();
        slice.addWindow(200, 1000);
        slice.addWindow(200, 1000);
        assertThat(slice.nanosecondsPerOperation()).isEqualTo(5);
        assertThat(slice.operationsPerSecond()).isEqualTo(4e8);
    }

    @Test
    void shouldForgetEverythingWhenCleared() {
        Slice slice = new Slice();
        slice.addWindow(200, 1000);
        slice.addAllocated(600);
        slice.clear();
        slice.addWindow(10, 100);
        assertThat(slice.operationsPerSecond()).isEqualTo(1e8);
        assertThat(slice.bytesPerOperation()).isZero();
    }

    @Test
    void shouldTellHowLongOperationsWereUnderWay() {
        Histogram latencies = Slice.newHistogram();
        for (int us = 1; us <= 100; us++) {
            latencies.recordValue(us * 1000L);
        }
        Slice slice = new Slice();
        slice.addWindow(100, 1_000_000);
        slice.addLatencies(latencies);
        slice.addWakeUps(150);
        assertThat(Unit.LATENCY.of(slice)).isCloseTo(50_000, within(100.0));
        assertThat(Unit.LATENCY_P99.of(slice)).isCloseTo(99_000, within(100.0));
        assertThat(Unit.LATENCY_P90.of(slice)).isCloseTo(90_000, within(100.0));
        assertThat(Unit.LATENCY_P999.of(slice)).isCloseTo(100_000, within(100.0));
        assertThat(Unit.WAKE_UPS_PER_OPERATION.of(slice)).isEqualTo(1.5);
    }

    @Test
    void shouldTellKicksAndBellsPerMessage() {
        Slice slice = new Slice();
        slice.addWindow(200, 1_000_000);
        slice.addWakeUps(20);
        slice.addBells(50);
        assertThat(Unit.KICKS_PER_MESSAGE.of(slice)).isEqualTo(0.1);
        assertThat(Unit.BELLS_PER_MESSAGE.of(slice)).isEqualTo(0.25);
        Slice all = new Slice();
        all.add(slice);
        all.add(slice);
        assertThat(Unit.BELLS_PER_MESSAGE.of(all)).isEqualTo(0.25);
        slice.clear();
        slice.addWindow(1, 1);
        assertThat(Unit.BELLS_PER_MESSAGE.of(slice)).isZero();
    }

    @Test
    void shouldTellProcessorTimeAsAShareOfOneCore() {
        Slice slice = new Slice();
        slice.addWindow(1, 2_000);
        slice.addProcessorTime(1_000);
        assertThat(Unit.CORE_SHARE.of(slice)).isEqualTo(50);
    }

    /// 1,000 operations in 100 us, of which the clients took 40 us of the one CPU: 60 us are left for them.
    @Test
    void shouldTakeOffTheWindowWhatTheLoadTookOfIt() {
        Slice slice = new Slice();
        slice.addWindow(1_000, 100_000);
        slice.add(Count.LOAD_NS, 40_000);
        slice.addProcessorTime(90_000);
        assertThat(Unit.GROSS_OPERATIONS_PER_SECOND.of(slice)).isEqualTo(1e7);
        assertThat(Unit.OPERATIONS_PER_SECOND.of(slice)).isCloseTo(1_000 * 1e9 / 60_000, within(1.0));
        assertThat(Unit.LOAD_NS_PER_OPERATION.of(slice)).isEqualTo(40);
        assertThat(Unit.PROCESSOR_NS_PER_OPERATION.of(slice)).isEqualTo(50);
    }

    /// Two CPUs make the load side by side, so that of a window half of it is lost.
    @Test
    void shouldTakeTheLoadOfTwoCpusOffTheirOneWindowByHalves() {
        Slice slice = new Slice();
        slice.addWindow(1_000, 100_000);
        slice.ofCpus(2);
        slice.add(Count.LOAD_NS, 40_000);
        assertThat(Unit.OPERATIONS_PER_SECOND.of(slice)).isCloseTo(1_000 * 1e9 / 80_000, within(1.0));
    }

    /// Where the machine was busy while the load ran alone, its cost may come out as more than the whole window.
    @Test
    void shouldLeaveSomethingOfTheWindowWhateverTheLoadIsSaidToCost() {
        Slice slice = new Slice();
        slice.addWindow(1_000, 100_000);
        slice.add(Count.LOAD_NS, 200_000);
        assertThat(Unit.OPERATIONS_PER_SECOND.of(slice)).isCloseTo(1_000 * 1e9 / 5_000, within(1.0));
    }

    /// The pass that took longest need not be the one that used the most processor time.
    @Test
    void shouldKeepTheLongestPassByEitherClock() {
        Slice slice = new Slice();
        slice.addPass(5_000, 100);
        slice.addPass(400, 350);
        assertThat(Unit.LONGEST_PASS.of(slice)).isEqualTo(5_000);
        assertThat(Unit.WORST_PASS_ON_PROCESSOR.of(slice)).isEqualTo(350);
    }

    @Test
    void shouldAddUpToAllThatWasDone() {
        Slice all = new Slice();
        for (int i = 1; i <= 3; i++) {
            Slice slice = new Slice();
            slice.addWindow(10, 1_000L * i);
            slice.addAllocated(10);
            slice.addWakeUps(20);
            slice.addProcessorTime(100);
            slice.addPass(i, 10 - i);
            slice.addLatencies(single(i * 1000L));
            all.add(slice);
        }
        assertThat(Unit.NS_PER_OPERATION.of(all)).isEqualTo(200);
        assertThat(Unit.BYTES_PER_OPERATION.of(all)).isEqualTo(1);
        assertThat(Unit.WAKE_UPS_PER_OPERATION.of(all)).isEqualTo(2);
        assertThat(Unit.MEAN_CORE_SHARE.of(all)).isEqualTo(5);
        assertThat(Unit.WORST_PASS.of(all)).isEqualTo(3);
        assertThat(Unit.WORST_PASS_ON_PROCESSOR.of(all)).isEqualTo(9);
        assertThat(Unit.LATENCY.of(all)).isCloseTo(2000, within(2.0));
        all.clear();
        assertThat(all.latencyNs(50)).isZero();
        assertThat(all.longestPassNs()).isZero();
    }

    private static Histogram single(long latencyNs) {
        Histogram histogram = Slice.newHistogram();
        histogram.recordValue(latencyNs);
        return histogram;
    }
}
