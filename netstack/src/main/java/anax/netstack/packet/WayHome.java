package anax.netstack.packet;

import anax.runtime.Cpu;
import anax.runtime.Ipi;

/// The entry that takes a chain of packets home to their pool; each packet has one, used if it heads a chain.
///
/// Owner: that of the packet. Allocates nothing, never blocks.
final class WayHome extends Ipi {
    private final Packet first;

    WayHome(Packet first) {
        this.first = first;
    }

    @Override
    protected void run(Cpu cpu) {
        first.home().takeBackAll(first);
    }
}
