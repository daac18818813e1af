package anax.netstack.tcp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketQueue;
import org.agrona.MutableDirectBuffer;

/// The octets of one connection that came in order and that nobody has read yet: the packets that they came in.
///
/// Owner: that of the connection. Allocates nothing, never blocks. Its bound is the window that was announced. Short
/// segments are joined to the packet before them where that has room, or a peer who sends single octets could have
/// all packets of the pool.
final class ReceiveQueue {
    /// Longer payloads stay in their own packets.
    private static final int SHORT = 256;

    private final EngineEnvironment environment;
    private final HeldPackets held;
    private final PacketQueue packets = new PacketQueue();
    private int consumed; // octets of the oldest packet that were read
    private int length;

    ReceiveQueue(EngineEnvironment environment, HeldPackets held) {
        this.environment = environment;
        this.held = held;
    }

    /// Octets that lie unread.
    int length() {
        return length;
    }

    /// Takes a packet that was reduced to its payload.
    void add(Packet packet) {
        final int octets = packet.length();
        length += octets;
        final Packet last = packets.last();
        if (octets <= SHORT && last != null && last.buffer().capacity() - last.end() >= octets) {
            last.buffer().putBytes(last.end(), packet.buffer(), packet.offset(), octets);
            last.range(last.offset(), last.length() + octets);
            packets.lengthened(octets);
            environment.merge(packet);
        } else {
            packets.add(packet);
            held.count++;
        }
    }

    /// Copies octets out.
    ///
    /// @param stay whether they are still unread then
    /// @return how many
    int read(MutableDirectBuffer to, int at, int most, boolean stay) {
        if (stay) {
            return peek(to, at, most);
        }
        int copied = 0;
        while (copied < most && length > 0) {
            final Packet oldest = packets.peek();
            final int piece = Math.min(most - copied, oldest.length() - consumed);
            to.putBytes(at + copied, oldest.buffer(), oldest.offset() + consumed, piece);
            copied += piece;
            consume(piece);
        }
        return copied;
    }

    /// Lets go of octets that nobody will read.
    ///
    /// @return how many
    int skip(int most) {
        int skipped = 0;
        while (skipped < most && length > 0) {
            final int piece = Math.min(most - skipped, packets.peek().length() - consumed);
            skipped += piece;
            consume(piece);
        }
        return skipped;
    }

    /// Lets go of octets that were read.
    private void consume(int octets) {
        length -= octets;
        consumed += octets;
        if (consumed == packets.peek().length()) {
            consumed = 0;
            held.count--;
            environment.deliver(packets.poll());
        }
    }

    /// The oldest packet with what of it was not read yet, which is the caller's from now on; null if there is
    /// none.
    Packet poll() {
        final Packet packet = packets.poll();
        if (packet != null) {
            held.count--;
            packet.pull(consumed);
            length -= packet.length();
            consumed = 0;
        }
        return packet;
    }

    /// Drops all.
    void clear() {
        Packet packet;
        while ((packet = packets.poll()) != null) {
            held.count--;
            environment.drop(packet, DropReason.SOCKET_CLOSED);
        }
        consumed = 0;
        length = 0;
    }

    private int peek(MutableDirectBuffer to, int at, int most) {
        int copied = 0;
        int skip = consumed;
        for (Packet each = packets.peek(); each != null && copied < most; each = packets.after(each)) {
            final int piece = Math.min(most - copied, each.length() - skip);
            to.putBytes(at + copied, each.buffer(), each.offset() + skip, piece);
            copied += piece;
            skip = 0;
        }
        return copied;
    }
}
