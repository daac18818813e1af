package anax.netstack.stack;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.link.ChecksumCompletion;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.link.Segmentation;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketSource;
import java.util.Arrays;

/// One partition's way out: hands packets to its own queue of each link, and does in software what the link cannot:
/// sums and super-segments.
///
/// Owner: one partition. Allocates when an interface is added. Never blocks: what a link has no room for is dropped.
public final class Transmitter {
    private final EngineEnvironment environment;
    private final PacketSource pieces;
    private final PacketSink onPiece = this::sendPiece;
    private LinkQueue[] queues = new LinkQueue[0];
    private LinkCapabilities[] capabilities = new LinkCapabilities[0];
    private Segmentation[] segmentations = new Segmentation[0];
    private boolean[] used = new boolean[0];
    private int[] others = new int[0]; // which partition has a queue where this one has none
    private long nowNs; // of the super-segment that is being cut
    private int cut; // pieces of it

    /// Makes a way out without links.
    public Transmitter(EngineEnvironment environment) {
        this.environment = environment;
        pieces = environment::allocate;
    }

    /// Has an interface's packets leave by a queue of its link.
    public void add(NetworkInterface by, Link link, LinkQueue queue) {
        add(by, link);
        queues[by.index()] = queue;
    }

    /// Has an interface's packets leave by a queue that another partition has.
    public void add(NetworkInterface by, Link link, int partition) {
        add(by, link);
        others[by.index()] = partition;
    }

    private void add(NetworkInterface by, Link link) {
        final int length = Math.max(queues.length, by.index() + 1);
        queues = Arrays.copyOf(queues, length);
        capabilities = Arrays.copyOf(capabilities, length);
        segmentations = Arrays.copyOf(segmentations, length);
        used = Arrays.copyOf(used, length);
        others = Arrays.copyOf(others, length);
        capabilities[by.index()] = link.capabilities();
        segmentations[by.index()] = new Segmentation(link.capabilities());
    }

    /// Sends a packet by the interface that it names; it is no longer the caller's. A super-segment leaves whole
    /// if the link cuts so long ones itself.
    public void send(Packet packet, long now) {
        final int index = packet.interfaceIndex();
        final LinkQueue queue = queueOf(packet);
        if (queue == null) {
            packet.makeWhole();
            sendByOther(packet, index);
        } else if (packet.gsoType() != Packet.GSO_NONE
                && packet.end() - packet.networkOffset() > capabilities[index].longestSegment()) {
            nowNs = now;
            packet.makeWhole();
            cut(packet, segmentations[index]);
        } else {
            send(packet, index, queue, now);
        }
    }

    private void sendByOther(Packet packet, int index) {
        if (index < capabilities.length && capabilities[index] != null) {
            environment.passOn(packet.stage(Classifier.STAGE_TRANSMIT), others[index]);
        } else {
            environment.drop(packet, DropReason.LINK_DOWN);
        }
    }

    private void send(Packet packet, int index, LinkQueue queue, long now) {
        if (packet.hasTail() && !queue.gathers()) {
            packet.makeWhole();
        }
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL && !capabilities[index].completesChecksums()) {
            ChecksumCompletion.complete(packet);
        }
        if (queue.send(packet, now)) {
            used[index] = true;
            environment.sent(packet);
        } else {
            environment.drop(packet, DropReason.LINK_BUSY);
        }
    }

    /// At the bound of the pool the rest is dropped as one.
    private void cut(Packet packet, Segmentation segmentation) {
        cut = 0;
        if (segmentation.cut(packet, pieces, onPiece)) {
            environment.account().split(cut - 1);
            environment.replaced(packet);
        } else {
            environment.account().split(cut);
            environment.drop(packet, DropReason.POOL_EXHAUSTED);
        }
    }

    private void sendPiece(Packet piece) {
        cut++;
        send(piece.outbound(), piece.interfaceIndex(), queueOf(piece), nowNs);
    }

    /// Tells the link that a packet came by, or was to leave by, that it was dropped; the packet stays the
    /// caller's.
    public void dropped(Packet packet, DropReason reason, long nowNs) {
        final LinkQueue queue = queueOf(packet);
        if (queue != null) {
            packet.makeWhole();
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
