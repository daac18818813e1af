package anax.bench.designs.locked;

import anax.netstack.engine.Guard;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketQueue;

/// Packets that other workers leave for one of them.
///
/// Owner: that worker takes; any other one adds. Allocates when made. Blocks while another worker moves a batch.
final class PacketInbox {
    private final Guard guard;
    private final PacketQueue packets = new PacketQueue();
    private volatile boolean hasSome;

    PacketInbox(Guard guard) {
        this.guard = guard;
    }

    /// Adds all of a queue, which is empty then.
    void addAll(PacketQueue more) {
        guard.enter();
        move(more, packets);
        hasSome = true;
        guard.leave();
    }

    /// Puts all that is there into a queue of the owner's.
    void moveTo(PacketQueue into) {
        if (!hasSome) {
            return;
        }
        guard.enter();
        move(packets, into);
        hasSome = false;
        guard.leave();
    }

    private static void move(PacketQueue from, PacketQueue into) {
        Packet packet;
        while ((packet = from.poll()) != null) {
            into.add(packet);
        }
    }
}
