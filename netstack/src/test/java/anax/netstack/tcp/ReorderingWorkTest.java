package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.Packet;
import anax.netstack.stack.LonePartition;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Octets in the worst order cost no more than octets in any other: the runs and packets that are looked at are
/// counted.
class ReorderingWorkTest {
    private static final int PACKETS = 4_096;
    private static final int BASE = 0x7FFF_F000; // numbers pass the end on the way

    /// Two searches among the most runs, and a handful of steps.
    private static final int MOST_STEPS = 2 * 7 + 6;

    private final LonePartition host = LonePartition.only();
    private final HeldPackets held = new HeldPackets(PACKETS);
    private final Reordering reordering = new Reordering(host.environment(), held, PACKETS);

    @AfterEach
    void close() {
        reordering.clear();
        assertThat(held.count).isZero();
        assertThat(held.reordered()).isZero();
        host.close();
    }

    private boolean add(int at, int length) {
        final Packet packet = host.environment().allocate(length);
        packet.range(packet.offset(), length);
        host.environment().account().received(1);
        return reordering.add(packet, BASE + at);
    }

    private void shouldHaveCost(int segments) {
        assertThat(reordering.steps())
                .as("steps for " + segments + " segments")
                .isLessThanOrEqualTo((long) segments * MOST_STEPS);
    }

    /// Each one stands right before all that is here.
    @Test
    void shouldCostTheSameWhenOctetsComeBackwards() {
        for (int i = PACKETS; i > 0; i--) {
            assertThat(add(i, 1)).isTrue();
        }
        assertThat(reordering.blocks()).isOne();
        shouldHaveCost(PACKETS);
        shouldComeOut(1, PACKETS + 1);
    }

    /// Long runs that are joined by what belongs between them.
    @Test
    void shouldCostTheSameWhenRunsAreJoined() {
        final int runs = Reordering.MOST_BLOCKS;
        final int length = PACKETS / runs - 1;
        for (int run = runs - 1; run >= 0; run--) {
            for (int i = 0; i < length; i++) {
                add(run * (length + 1) + 1 + i, 1);
            }
        }
        assertThat(reordering.blocks()).isEqualTo(runs);
        for (int run = runs - 1; run > 0; run--) {
            add(run * (length + 1), 1);
        }
        assertThat(reordering.blocks()).isOne();
        shouldHaveCost(PACKETS - 1);
        shouldComeOut(1, PACKETS);
    }

    @Test
    void shouldCostTheSameInAnyOrder() {
        final Random random = new Random(8);
        for (int i = 0; i < PACKETS; i++) {
            add(1 + random.nextInt(PACKETS), 1 + random.nextInt(3));
        }
        shouldHaveCost(PACKETS);
    }

    /// One at every other place, and then one that covers them all.
    @Test
    void shouldPayForEachPacketOnceWhenAllAreCovered() {
        for (int i = 0; i < Reordering.MOST_BLOCKS; i++) {
            assertThat(add(1 + 2 * i, 1)).isTrue();
        }
        assertThat(add(1, 2 * Reordering.MOST_BLOCKS)).isTrue();
        assertThat(reordering.blocks()).isOne();
        shouldHaveCost(Reordering.MOST_BLOCKS + 1);
    }

    /// The oldest of those who hold such packets make room for others.
    @Test
    void shouldTakeFromWhoeverBeganFirstWhenAllTogetherHoldTooMany() {
        final HeldPackets few = new HeldPackets(3);
        final Reordering first = new Reordering(host.environment(), few, 100);
        final Reordering second = new Reordering(host.environment(), few, 100);
        for (int i = 0; i < 2; i++) {
            assertThat(few.makeRoom(first, false)).isTrue();
            addTo(first, 10 * i);
        }
        assertThat(few.makeRoom(second, false)).isTrue();
        addTo(second, 0);
        assertThat(few.makeRoom(second, false)).isTrue();
        assertThat(first.isEmpty()).isTrue();
        addTo(second, 10);
        addTo(second, 20);
        assertThat(few.makeRoom(second, false))
                .as("at nobody's expense but its own")
                .isFalse();
        second.clear();
        assertThat(few.reordered()).isZero();
    }

    private void addTo(Reordering some, int at) {
        final Packet packet = host.environment().allocate(1);
        packet.range(packet.offset(), 1);
        host.environment().account().received(1);
        assertThat(some.add(packet, at)).isTrue();
    }

    private void shouldComeOut(int from, int to) {
        int next = BASE + from;
        Packet packet;
        while ((packet = reordering.poll(next)) != null) {
            next += packet.length();
            host.environment().deliver(packet);
        }
        assertThat(next).isEqualTo(BASE + to);
    }
}
