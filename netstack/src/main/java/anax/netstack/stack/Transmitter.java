package anax.netstack.stack;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.ChecksumCompletion;
import anax.netstack.link.Link;
import anax.netstack.link.LinkQueue;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import java.util.Arrays;

/// One partition's way out: hands packets to its own queue of each link, and does in software what the link cannot.
///
/// Owner: one partition. Allocates when an interface is added. Never blocks: what a link has no room for is dropped.
public final class Transmitter {
    private final EngineEnvironment environment;
    private LinkQueue[] queues = new LinkQueue[0];
    private boolean[] completes = new boolean[0];
    private boolean[] used = new boolean[0];

    /// Makes a way out without links.
    public Transmitter(EngineEnvironment environment) {
        this.environment = environment;
    }

    /// Has an interface's packets leave by a queue of its link.
    public void add(NetworkInterface by, Link link, LinkQueue queue) {
        final int length = Math.max(queues.length, by.index() + 1);
        queues = Arrays.copyOf(queues, length);
        completes = Arrays.copyOf(completes, length);
        used = Arrays.copyOf(used, length);
        queues[by.index()] = queue;
        completes[by.index()] = link.capabilities().completesChecksums();
    }

    /// Sends a packet by the interface that it names; it is no longer the caller's.
    public void send(Packet packet, long nowNs) {
        final int index = packet.interfaceIndex();
        final LinkQueue queue = queueOf(packet);
        if (queue == null) {
            environment.drop(packet, DropReason.LINK_DOWN);
            return;
        }
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL && !completes[index]) {
            ChecksumCompletion.complete(packet);
        }
        if (queue.send(packet, nowNs)) {
            used[index] = true;
            environment.sent(packet);
        } else {
            environment.drop(packet, DropReason.LINK_BUSY);
        }
    }

    /// Tells the link that a packet came by, or was to leave by, that it was dropped; the packet stays the
    /// caller's.
    public void dropped(Packet packet, DropReason reason, long nowNs) {
        final LinkQueue queue = queueOf(packet);
        if (queue != null) {
            queue.dropped(packet, reason, nowNs);
        }
    }

    /// Ends a batch on the links that were used.
    public void flush(long nowNs) {
        for (int i = 0; i < queues.length; i++) {
            if (used[i]) {
                used[i] = false;
                queues[i].flush(nowNs);
            }
        }
    }

    private LinkQueue queueOf(Packet packet) {
        final int index = packet.interfaceIndex();
        return index < queues.length ? queues[index] : null;
    }
}
