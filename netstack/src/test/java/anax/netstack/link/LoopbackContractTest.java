package anax.netstack.link;

import org.junit.jupiter.api.Test;

/// The loopback as a link.
class LoopbackContractTest extends LinkContract {
    /// It hands on the sender's own packets, and needs none of the receiver's.
    @Override
    @Test
    void shouldTakeFrameOffWhenPoolHasNoPacketForIt() {
        send(0, 60, 1);
        assertHolds(pollOne(0), 1);
    }

    @Override
    Ends open() {
        Link loopback = new Loopback("lo", QUEUES, 300, i -> pools[i]);
        return new Ends(loopback, loopback);
    }
}
