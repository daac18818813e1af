package anax.runtime.crossbar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

    @Test
    void shouldRefuseWhenFullAndAcceptAgainWhenTaken() {
        Lane<Integer> lane = new Lane<>(4);
        for (int i = 0; i < 4; i++) {
            assertThat(lane.sender().offer(i)).isTrue();
        }

        assertThat(lane.sender().offer(4)).isFalse();
        assertThat(lane.receiver().take()).isEqualTo(4);
        assertThat(lane.sender().offer(4))
                .as("slots are free before the batch is run")
                .isTrue();
    }

    @Test
    void shouldTakeBatchAtATime() {
        Lane<Integer> lane = new Lane<>(64);
        for (int i = 0; i < 40; i++) {
            lane.sender().offer(i);
        }
        assertThat(lane.receiver().take()).isEqualTo(Lane.BATCH);
        for (int i = 0; i < Lane.BATCH; i++) {
            assertThat(lane.receiver().next()).isEqualTo(i);
        }
        assertThat(lane.receiver().next()).isNull();
        assertThat(lane.receiver().isEmpty()).as("the ring holds the rest").isFalse();
        assertThat(lane.receiver().take()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16, 256})
    void shouldHoldExactlyItsBound(int bound) {
        Lane<Integer> lane = new Lane<>(bound);
        int sent = 0;
        while (lane.sender().offer(sent)) {
            sent++;
        }
        assertThat(sent).isEqualTo(bound);
    }

    /// A thread waits above the half and goes on at a quarter, so that it is not woken for each slot.
    @Test
    void shouldBeCongestedAboveHalfAndRelievedAtQuarter() {
        Lane<Integer> lane = new Lane<>(64);
        for (int i = 0; i < 33; i++) {
            assertThat(lane.sender().isCongested()).as(i + " on the ring").isFalse();
            lane.sender().offer(i);
        }
        assertThat(lane.sender().isCongested()).isTrue();
        assertThat(lane.sender().isRelieved()).isFalse();
        for (int i = 33; i < 48; i++) {
            lane.sender().offer(i);
        }
        lane.receiver().take(); // 32 of 48
        assertThat(lane.sender().isRelieved()).as("a quarter is left").isTrue();
        assertThat(lane.sender().isCongested()).isFalse();
    }

    @Test
    void shouldKeepOrderWhenEntriesSpill() {
        Lane<Integer> lane = new Lane<>(4);
        for (int i = 0; i < 4; i++) {
            lane.sender().offer(i);
        }
        for (int i = 4; i < 12; i++) {
            lane.sender().spill(i);
        }
        List<Integer> order = new ArrayList<>();
        while (lane.receiver().take() != 0) {
            for (Integer i = lane.receiver().next();
                    i != null;
                    i = lane.receiver().next()) {
                order.add(i);
            }
            assertThat(lane.sender().isCongested())
                    .as("what spilled goes first")
                    .isEqualTo(order.size() < 12 && lane.sender().spilled() > 0);
            if (lane.sender().spilled() > 0) {
                assertThat(lane.sender().offer(99)).as("nothing overtakes").isFalse();
            }
            lane.sender().flush();
        }
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(lane.sender().isRelieved()).isTrue();
    }

    @Test
    void shouldOweBellAfterHalfRingOrBatch() {
        assertThat(sendsUntilBellIsDue(new Lane<>(8))).isEqualTo(4);
        assertThat(sendsUntilBellIsDue(new Lane<>(256))).isEqualTo(Lane.BATCH);
    }

    @Test
    void shouldRefuseBoundsThatAreNoPowerOfTwo() {
        assertThatThrownBy(() -> new Lane<>(100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ring bound 100 was given; use a power of two from 2 to 65536, for instance 256");
        assertThatThrownBy(() -> new Lane<>(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lane<>(1 << 17)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Against a plain queue of the same bound, for any interleaving of sends and takes: positive numbers send so
    /// many, negative ones hand out so many.
    @Property
    void shouldBehaveLikeBoundedQueue(@ForAll @Size(max = 200) List<@IntRange(min = -40, max = 40) Integer> steps) {
        Lane<Integer> lane = new Lane<>(16);
        ArrayDeque<Integer> ring = new ArrayDeque<>();
        ArrayDeque<Integer> batch = new ArrayDeque<>();
        int sent = 0;
        for (int step : steps) {
            for (int i = 0; i < step; i++) {
                boolean accepted = ring.size() < 16;
                assertThat(lane.sender().offer(sent)).isEqualTo(accepted);
                if (accepted) {
                    ring.add(sent);
                }
                sent++;
            }
            for (int i = 0; i < -step; i++) {
                if (batch.isEmpty()) {
                    batch.addAll(ring);
                    ring.clear();
                    lane.receiver().take();
                }
                assertThat(lane.receiver().next()).isEqualTo(batch.poll());
            }
            assertThat(lane.receiver().isEmpty()).isEqualTo(ring.isEmpty());
        }
    }

    private static int sendsUntilBellIsDue(Lane<Integer> lane) {
        int sends = 0;
        while (!lane.sender().bellDue()) {
            lane.sender().offer(sends++);
        }
        lane.sender().rung();
        assertThat(lane.sender().bellDue()).isFalse();
        return sends;
    }
}
