package anax.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

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
}
