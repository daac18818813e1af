package anax.netstack.tcp;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.TcpOptionsWriter;

/// The segments of one connection that came before what should have come before them: whole packets, nothing copied.
///
/// Owner: that of the connection while something is out of order; then with its [Gear]. Allocates when there are more
/// gaps at once than ever before. Never blocks. Bounds: [#MOST_BLOCKS] gaps, and so many packets; what is over them
/// is dropped, and was never reported as received. Only when memory is short all is given up (RFC 2018, section 8).
///
/// What a segment costs does not follow from how many packets are here: a run is found by halving, and grows at both
/// ends, and into another one, by a link. Whoever sends his octets in the worst order wins nothing by it.
final class Reordering {
    /// The most runs of octets that it keeps apart.
    static final int MOST_BLOCKS = 64;

    /// That of every connection of which nothing came out of order yet; nothing is added to it.
    static final Reordering NONE = new Reordering(null, null, 0);

    private final EngineEnvironment environment;
    private final HeldPackets held;
    private int mostPackets;
    private final ReorderBlock[] blocks =
            new ReorderBlock[MOST_BLOCKS + 1]; // by sequence numbers; behind them spare ones
    private int count;
    private int packets;
    private ReorderBlock latest; // that grew last; then by `older`
    private long steps;

    // The partition's, of those that have packets, by when they began to.
    Reordering older;
    Reordering newer;

    Reordering(EngineEnvironment environment, HeldPackets held, int mostPackets) {
        this.environment = environment;
        this.held = held;
        this.mostPackets = mostPackets;
    }

    /// Sets how many packets it keeps.
    void bound(int most) {
        mostPackets = most;
    }

    /// How many runs and packets it has looked at or moved so far, for inspection.
    long steps() {
        return steps;
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
        final int place = firstEndingBehind(left);
        if (place == count || Seq.gt(blocks[place].left, left) || Seq.gt(right, blocks[place].right)) {
            return false;
        }
        touch(blocks[place]);
        return true;
    }

    /// The first run that has some of these octets; null if none has.
    ReorderBlock firstWithAnyOf(int left, int right) {
        final int place = firstEndingBehind(left);
        return place < count && Seq.lt(blocks[place].left, right) ? blocks[place] : null;
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
        remove(begin, covered, DropReason.TCP_DUPLICATE);
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
            held.removeReordered(this);
            steps++;
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
        ReorderBlock block = latest;
        for (int written = 0; written < most && block != null; written++) {
            if (!options.sackBlock(block.left, block.right)) {
                return;
            }
            block = block.older;
        }
    }

    /// Drops all: the connection is over.
    void clear() {
        remove(0, count, DropReason.TCP_DUPLICATE);
    }

    /// Drops all, because memory is short. What was reported as received is sent again, after a time-out at the
    /// latest (RFC 2018, section 8).
    void giveUp() {
        remove(0, count, DropReason.TCP_MEMORY);
    }

    /// Packets that are here.
    int packets() {
        return packets;
    }

    private boolean touches(int place, int from, int to) {
        return (place > 0 && blocks[place - 1].right == from) || (place < count && blocks[place].left == to);
    }

    private int firstEndingBehind(int seq) {
        int low = 0;
        int high = count;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (Seq.gt(blocks[middle].right, seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
            steps++;
        }
        return low;
    }

    private void insert(int place, Packet packet, int from, int to) {
        packets++;
        held.addReordered(this);
        steps++;
        final boolean followsOn = place > 0 && blocks[place - 1].right == from;
        final boolean leadsOn = place < count && blocks[place].left == to;
        final ReorderBlock block;
        if (followsOn) {
            block = blocks[place - 1];
            block.packets.add(packet);
            block.right = to;
            if (leadsOn) {
                block.packets.addAll(blocks[place].packets);
                block.right = blocks[place].right;
                discard(place);
            }
        } else if (leadsOn) {
            block = blocks[place];
            block.packets.addFirst(packet);
            block.left = from;
        } else {
            block = open(place, from, to);
            block.packets.add(packet);
        }
        touch(block);
    }

    private ReorderBlock open(int place, int left, int right) {
        final ReorderBlock spare = blocks[count] != null ? blocks[count] : new ReorderBlock();
        System.arraycopy(blocks, place, blocks, place + 1, count - place);
        blocks[place] = spare;
        count++;
        spare.left = left;
        spare.right = right;
        linkLatest(spare);
        return spare;
    }

    private void remove(int begin, int end, DropReason reason) {
        for (int i = end - 1; i >= begin; i--) {
            Packet packet;
            while ((packet = blocks[i].packets.poll()) != null) {
                packets--;
                held.removeReordered(this);
                steps++;
                environment.drop(packet, reason);
            }
            discard(i);
        }
    }

    private void discard(int place) {
        final ReorderBlock empty = blocks[place];
        unlink(empty);
        count--;
        System.arraycopy(blocks, place + 1, blocks, place, count - place);
        blocks[count] = empty;
        steps++;
    }

    private void touch(ReorderBlock block) {
        if (block != latest) {
            unlink(block);
            linkLatest(block);
        }
    }

    private void linkLatest(ReorderBlock block) {
        block.newer = null;
        block.older = latest;
        if (latest != null) {
            latest.newer = block;
        }
        latest = block;
    }

    private void unlink(ReorderBlock block) {
        if (block.newer == null) {
            latest = block.older;
        } else {
            block.newer.older = block.older;
        }
        if (block.older != null) {
            block.older.newer = block.newer;
        }
        block.newer = null;
        block.older = null;
    }
}
