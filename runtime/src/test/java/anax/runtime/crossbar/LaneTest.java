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

    /// What is put among others asks for no care: a bell is owed before, is not due after, and there is room.
    @Test
    void shouldPutAmongOthersOnlyWhileBellIsOwedAndNotDue() {
        LaneSender<Integer> sender = new Lane<Integer>(256).sender();
        assertThat(sender.putAmongOthers(0)).as("nobody owes a bell").isFalse();
        sender.offer(0);
        sender.oweBell();
        for (int i = 1; i < Lane.BATCH - 1; i++) {
            assertThat(sender.putAmongOthers(i)).isTrue();
            assertThat(sender.bellDue()).isFalse();
        }
        assertThat(sender.putAmongOthers(99)).as("the bell would be due").isFalse();
        sender.offer(Lane.BATCH - 1);
        assertThat(sender.bellDue()).isTrue();
        sender.rung();
        assertThat(sender.putAmongOthers(99)).as("the bell was rung").isFalse();
        assertThat(sender.unrung()).isZero();
    }

    @Test
    void shouldPutNothingAmongOthersInCongestedLane() {
        Lane<Integer> lane = new Lane<>(64);
        LaneSender<Integer> sender = lane.sender();
        sender.oweBell();
        int sent = 0;
        while (sender.putAmongOthers(sent)) {
            sent++;
        }
        sender.rung();
        sender.offer(sent++);
        sender.oweBell();
        while (sender.putAmongOthers(sent)) {
            sent++;
        }
        assertThat(sent).as("half of the lane, and one more").isEqualTo(33);
        assertThat(sender.isCongested()).isTrue();
        lane.receiver().take();
        assertThat(sender.isCongested()).isFalse();
        sender.oweBell();
        assertThat(sender.putAmongOthers(sent)).isTrue();
    }

    @Test
    void shouldPutNothingAmongOthersBeforeWhatWasSpilled() {
        Lane<Integer> lane = new Lane<>(16);
        LaneSender<Integer> sender = lane.sender();
        sender.offer(0);
        sender.oweBell();
        sender.spill(1);
        assertThat(sender.putAmongOthers(2)).isFalse();
        sender.oweBell();
        assertThat(sender.putAmongOthers(2)).isFalse();
        sender.flush();
        assertThat(sender.putAmongOthers(2)).isTrue();
    }

    /// A bell is due after so many messages, however few entries they are.
    @Test
    void shouldOweBellForEachOfManyThatGoAsOne() {
        LaneSender<Integer> sender = new Lane<Integer>(256).sender();
        sender.offer(0);
        sender.oweBell();
        assertThat(sender.roomAmongOthers()).isEqualTo(Lane.BATCH - 1);
        sender.putForMany(1, Lane.BATCH - 2);
        assertThat(sender.bellDue()).isFalse();
        assertThat(sender.unrung()).isEqualTo(Lane.BATCH - 1);
        assertThat(sender.roomAmongOthers()).isOne();
        sender.putForMany(2, 3);
        assertThat(sender.bellDue()).isTrue();
        assertThat(sender.roomAmongOthers()).isZero();
        sender.rung();
        assertThat(sender.unrung()).isZero();
        assertThat(sender.roomAmongOthers()).isZero();
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
