package anax.netstack.tcp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpOptionsWriter;

/// The segments of one connection that came before what should have come before them: whole packets, nothing copied.
///
/// Owner: that of the connection. Allocates when a connection has more gaps at once than ever before. Never blocks.
/// Bounds: [#MOST_BLOCKS] gaps, and so many packets; what is over them is dropped, and was never reported as received
/// (RFC 2018, section 8, allows no less: it is not reneged upon).
final class Reordering {
    /// The most runs of octets that it keeps apart.
    static final int MOST_BLOCKS = 64;

    /// That of every connection of which nothing came out of order yet; nothing is added to it.
    static final Reordering NONE = new Reordering(null, null);

    private final EngineEnvironment environment;
    private final HeldPackets held;
    private final ReorderBlock[] blocks =
            new ReorderBlock[MOST_BLOCKS + 1]; // by sequence numbers; behind them spare ones
    private int count;
    private int packets;
    private int mostPackets;
    private long touches;

    Reordering(EngineEnvironment environment, HeldPackets held) {
        this.environment = environment;
        this.held = held;
    }

    /// Keeps so many packets at most from now on.
    Reordering mostPackets(int packets) {
        mostPackets = packets;
        return this;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// Runs of octets that it keeps apart.
    int blocks() {
        return count;
    }

    /// Whether it has all of some octets; then the run that has them is the next to be reported.
    boolean hasAll(int left, int right) {
        for (int i = 0; i < count; i++) {
            if (Seq.leq(blocks[i].left, left) && Seq.leq(right, blocks[i].right)) {
                blocks[i].touched = ++touches;
                return true;
            }
        }
        return false;
    }

    /// The first run that has some of these octets; null if none has.
    ReorderBlock firstWithAnyOf(int left, int right) {
        for (int i = 0; i < count; i++) {
            if (Seq.lt(blocks[i].left, right) && Seq.gt(blocks[i].right, left)) {
                return blocks[i];
            }
        }
        return null;
    }

    /// Keeps a packet that was reduced to payload which begins at `left`; what of it is here already is cut off.
    ///
    /// @return false if it was dropped, at a bound or because all of it was here
    boolean add(Packet packet, int left) {
        int from = left;
        int to = left + packet.length();
        final int place = firstEndingBehind(from);
        if (place < count && Seq.leq(blocks[place].left, from)) {
            from = blocks[place].right; // its front is here
        }
        if (Seq.geq(from, to)) {
            environment.drop(packet, DropReason.TCP_DUPLICATE);
            return false;
        }
        final int begin = place < count && Seq.leq(blocks[place].left, left) ? place + 1 : place;
        int covered = begin;
        while (covered < count && Seq.leq(blocks[covered].right, to)) {
            covered++;
        }
        if (covered < count && Seq.lt(blocks[covered].left, to)) {
            to = blocks[covered].left; // its end is here
        }
        if (packets >= mostPackets || (count == MOST_BLOCKS && covered == begin && !touches(begin, from, to))) {
            environment.drop(packet, DropReason.TCP_REORDERING);
            return false;
        }
        remove(begin, covered);
        packet.range(packet.offset() + (from - left), to - from);
        insert(begin, packet, from, to);
        return true;
    }

    /// Takes the first packet if it goes on at `next`, reduced to what is new; null if there is a gap before it.
    Packet poll(int next) {
        while (count > 0 && Seq.leq(blocks[0].left, next)) {
            final ReorderBlock block = blocks[0];
            final Packet packet = block.packets.poll();
            packets--;
            held.count--;
            final int left = block.left;
            block.left += packet.length();
            if (block.packets.isEmpty()) {
                discard(0);
            }
            if (Seq.gt(left + packet.length(), next)) {
                packet.pull(next - left);
                return packet;
            }
            environment.drop(packet, DropReason.TCP_DUPLICATE);
        }
        return null;
    }

    /// Writes SACK blocks, the one that grew last first (RFC 2018, section 4).
    void report(TcpOptionsWriter options, int most) {
        long before = Long.MAX_VALUE;
        for (int written = 0; written < most; written++) {
            ReorderBlock latest = null;
            for (int i = 0; i < count; i++) {
                final ReorderBlock each = blocks[i];
                if (each.touched < before && (latest == null || each.touched > latest.touched)) {
                    latest = each;
                }
            }
            if (latest == null || !options.sackBlock(latest.left, latest.right)) {
                return;
            }
            before = latest.touched;
        }
    }

    /// Drops all.
    void clear() {
        remove(0, count);
    }

    private boolean touches(int place, int from, int to) {
        return (place > 0 && blocks[place - 1].right == from) || (place < count && blocks[place].left == to);
    }

    private int firstEndingBehind(int seq) {
        int place = count;
        while (place > 0 && Seq.gt(blocks[place - 1].right, seq)) {
            place--;
        }
        return place;
    }

    private void insert(int place, Packet packet, int from, int to) {
        packets++;
        held.count++;
        final boolean followsOn = place > 0 && blocks[place - 1].right == from;
        final ReorderBlock block = followsOn ? blocks[place - 1] : open(place, from);
        block.packets.add(packet);
        block.right = to;
        block.touched = ++touches;
        final int following = followsOn ? place : place + 1;
        if (following < count && blocks[following].left == to) {
            join(block, following);
        }
    }

    private ReorderBlock open(int place, int left) {
        final ReorderBlock spare = blocks[count] != null ? blocks[count] : new ReorderBlock();
        System.arraycopy(blocks, place, blocks, place + 1, count - place);
        blocks[place] = spare;
        count++;
        spare.left = left;
        return spare;
    }

    private void join(ReorderBlock block, int following) {
        final ReorderBlock other = blocks[following];
        Packet packet;
        while ((packet = other.packets.poll()) != null) {
            block.packets.add(packet);
        }
        block.right = other.right;
        discard(following);
    }

    private void remove(int begin, int end) {
        for (int i = end - 1; i >= begin; i--) {
            Packet packet;
            while ((packet = blocks[i].packets.poll()) != null) {
                packets--;
                held.count--;
                environment.drop(packet, DropReason.TCP_DUPLICATE);
            }
            discard(i);
        }
    }

    private void discard(int place) {
        final ReorderBlock empty = blocks[place];
        count--;
        System.arraycopy(blocks, place + 1, blocks, place, count - place);
        blocks[count] = empty;
    }
}
