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
    void shouldGoOnWithSameBatchWhenEnteredAgain() {
        Lane<Integer> lane = new Lane<>(64);
        for (int i = 0; i < 40; i++) {
            lane.sender().offer(i);
        }
        LaneReceiver<Integer> receiver = lane.receiver();
        List<Integer> order = new ArrayList<>();

        receiver.take();
        order.add(receiver.next());
        // What a nested drain does, in the midst of the first entry's run.
        receiver.take();
        order.add(receiver.next());
        for (Integer i = receiver.next(); i != null; i = receiver.next()) {
            order.add(i);
        }

        assertThat(order).hasSize(Lane.BATCH).isSorted();
        assertThat(receiver.isEmpty()).as("the ring holds the rest").isFalse();
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
                .hasMessage("ring bound 100 was given; use a power of two from 4 to 65536, for instance 256");
        assertThatThrownBy(() -> new Lane<>(2)).isInstanceOf(IllegalArgumentException.class);
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
                }
                lane.receiver().take();
                assertThat(lane.receiver().next()).isEqualTo(batch.poll());
            }
            assertThat(lane.receiver().isEmpty()).isEqualTo(ring.isEmpty() && batch.isEmpty());
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
