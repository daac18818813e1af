package anax.netstack.tcp;

import java.util.Arrays;

/// The scoreboard: one record for each segment under way, with when it went last, whether the peer has it, whether it
/// is lost, and whether it went again (RFC 6675, section 3; RFC 8985, section 5.1).
///
/// Owner: that of the connection, while something is under way; then its partition, which lends it to another one.
/// Allocates when there are more records than ever before. Never blocks. Bound: [#MOST] records; when half of them
/// are taken short segments share one, and [#isFull] stops new ones.
///
/// A record stands in one of two lists or in none: those under way, in the order of sending; those that are lost and
/// were not sent again, in the order of their numbers; those that the peer has. So what is to be sent next, and what
/// is the oldest under way, is found without a search.
final class SentSegments {
    /// The most records.
    static final int MOST = 1 << 17;

    /// With so many records a peer who reports parts of segments cuts no more of them: each cut moves the places
    /// of those behind it, or before it. Who reports whole segments, as peers do, is not concerned.
    static final int MOST_CUT_BY_PEER = 1 << 12;

    private static final int MOST_NEW = MOST / 2;
    private static final int FIRST = 16;
    private static final int SHORT = 536;
    private static final int NONE = -1;

    private static final int SACKED = 1;
    private static final int LOST = 2;
    private static final int AGAIN = 4; // went again, and this copy is under way
    private static final int REPEATED = 8; // went again at some time

    final SackedRanges ranges = new SackedRanges();
    SentSegments nextFree; // in the partition's list

    private int[] order = new int[FIRST]; // a ring of slots, by their numbers
    private int first;
    private int count;
    private int base; // the number of the first octet
    private int top; // the number behind the last

    // By slot.
    private int[] ends = new int[FIRST];
    private long[] sentNs = new long[FIRST];
    private byte[] marks = new byte[FIRST];
    private int[] before = new int[FIRST]; // in its list
    private int[] after = new int[FIRST];
    private int free; // slots that are in no use, by `after`

    private int oldest; // under way
    private int newest;
    private int firstWaiting; // lost, and to be sent again
    private int lastWaiting;
    private int hint = NONE; // which of those came to wait last

    // Numbers in records of a kind.
    private int sacked;
    private int lost;
    private int again;
    private int waiting;
    private int sackedRecords;
    private long steps; // of work that other records make
    private int lossMark; // all that duplicates show to be lost below this is marked

    SentSegments() {
        chain(0);
    }

    /// Begins for a connection that has nothing under way.
    void begin(int sndUna) {
        assert count == 0 : count + " records were left";
        base = sndUna;
        top = sndUna;
        lossMark = sndUna;
    }

    /// Forgets all.
    void clear() {
        count = 0;
        first = 0;
        sacked = 0;
        lost = 0;
        again = 0;
        waiting = 0;
        sackedRecords = 0;
        ranges.clear();
        chain(0);
    }

    /// How many other records it has looked at or moved for what it was told, so far: for inspection.
    long steps() {
        return steps;
    }

    /// Whether there is one record only.
    boolean isSingle() {
        return count == 1;
    }

    /// Whether no new segment may be sent.
    boolean isFull() {
        return count >= MOST_NEW && !canShareLast();
    }

    /// Numbers that are under way as far as is known: not with the peer, not lost, or sent again (RFC 6675,
    /// section 4, SetPipe).
    int pipe() {
        return top - base - sacked - lost + again;
    }

    int sacked() {
        return sacked;
    }

    int sackedRecords() {
        return sackedRecords;
    }

    int lost() {
        return lost;
    }

    int again() {
        return again;
    }

    /// Whether something is lost that was not sent again.
    boolean hasWaiting() {
        return waiting > 0;
    }

    /// The number from which on something is to be sent again.
    int waitingFrom() {
        return startOf(positionOf(ends[firstWaiting] - 1));
    }

    /// The number up to which it may go in one segment.
    int waitingTo(int from, int most) {
        int position = positionOf(from);
        int to = from;
        while (position < count && to - from < most && isWaiting(slot(position))) {
            to = ends[slot(position)];
            position++;
        }
        return Seq.min(to, from + most);
    }

    /// Whether something below what was reported is neither reported nor found to be lost, and went once only
    /// (RFC 6675, section 4, NextSeg, rule 3). What went once stands in the list in the order of its numbers.
    boolean hasDoubtful() {
        return oldest != NONE
                && (marks[oldest] & (LOST | AGAIN)) == 0
                && ranges.count() > 0
                && Seq.lt(ends[oldest], ranges.right(ranges.count() - 1));
    }

    /// Where the first of that begins.
    int doubtfulFrom() {
        return startOf(positionOf(ends[oldest] - 1));
    }

    /// Where it ends.
    int doubtfulTo() {
        return ends[oldest];
    }

    /// Whether the last segment was not reported, and went once only.
    boolean isLastDoubtful() {
        return count > 0 && (marks[slot(count - 1)] & (SACKED | LOST | AGAIN)) == 0;
    }

    /// Where the last segment begins.
    int lastFrom() {
        return startOf(count - 1);
    }

    /// The numbers behind all records.
    int top() {
        return top;
    }

    /// Whether the peer has reported the very next octets, which it should have acknowledged then.
    boolean isFirstSacked() {
        return count > 0 && (marks[slot(0)] & SACKED) != 0;
    }

    /// Whether the oldest segment has gone again at some time.
    boolean isFirstRepeated() {
        return count > 0 && (marks[slot(0)] & REPEATED) != 0;
    }

    /// A segment went, for the first time or again.
    void sent(int from, int to, long nowNs) {
        if (from != top) {
            final int end = Seq.min(to, top);
            cut(from, MOST);
            cut(end, MOST);
            for (int position = positionOf(from); position < count && Seq.lt(startOf(position), end); position++) {
                goneAgain(slot(position), position, nowNs);
            }
        }
        if (Seq.gt(to, top)) {
            append(to, nowNs);
        }
    }

    /// All below a number was acknowledged.
    void acknowledged(int ack, AckSample sample) {
        while (count > 0 && Seq.leq(ends[slot(0)], ack)) {
            final int slot = slot(0);
            final int length = ends[slot] - base;
            if ((marks[slot] & SACKED) == 0) {
                deliver(slot, length, sample);
                if ((marks[slot] & REPEATED) != 0) {
                    sample.acknowledgeRepeated(sentNs[slot]);
                } else if (!sample.measured) {
                    sample.measured = true;
                    sample.rttNs = sample.nowNs - sentNs[slot];
                }
            }
            uncount(slot, length);
            unlink(slot);
            base = ends[slot];
            release(slot);
            first = first + 1 & order.length - 1;
            count--;
        }
        if (count > 0 && Seq.lt(base, ack)) {
            final int slot = slot(0);
            if ((marks[slot] & SACKED) == 0) {
                sample.delivered += ack - base;
            }
            uncount(slot, ack - base);
            if ((marks[slot] & SACKED) != 0) {
                sackedRecords++; // it is still there
            }
            base = ack;
        }
        ranges.removeBelow(ack);
        lossMark = Seq.max(lossMark, ack);
    }

    /// The peer has reported octets (RFC 2018, section 5).
    ///
    /// @return false if there was no room to take note of it
    boolean sack(int left, int right, AckSample sample) {
        if (!ranges.takes(left, right)) {
            return false;
        }
        int from = left;
        while (Seq.lt(from, right)) {
            final int place = ranges.firstEndingBehind(from);
            final boolean known = place < ranges.count() && Seq.leq(ranges.left(place), from);
            if (known) {
                from = ranges.right(place);
            } else {
                final int to = place < ranges.count() ? Seq.min(right, ranges.left(place)) : right;
                mark(from, to, sample);
                from = to;
            }
        }
        ranges.add(left, right);
        return true;
    }

    /// RFC 6675, section 4, IsLost: marks what so many reports above it show to be lost.
    ///
    /// @return how much
    int loseBelow(int seq) {
        int found = 0;
        if (Seq.geq(lossMark, seq) || count == 0) {
            return 0;
        }
        for (int position = positionOf(lossMark); position < count; position++) {
            final int slot = slot(position);
            if (Seq.gt(ends[slot], seq)) {
                break;
            }
            if ((marks[slot] & (SACKED | LOST)) == 0) {
                found += lose(slot, position);
            }
            lossMark = ends[slot];
        }
        return found;
    }

    /// RFC 8985, section 6.2, step 5: of what was sent before the segment that was delivered, that is lost which
    /// was sent long enough ago.
    ///
    /// @param windowNs how long it may have taken on its way
    /// @return in how many nanoseconds the next one will be lost, 0 if none was sent before
    long loseSentBefore(long lastNs, int lastEnd, long windowNs, long nowNs, AckSample sample) {
        int slot = oldest;
        while (slot != NONE) {
            final boolean sentBefore =
                    sentNs[slot] - lastNs < 0 || (sentNs[slot] == lastNs && Seq.lt(ends[slot], lastEnd));
            if (!sentBefore) {
                return 0;
            }
            final long leftNs = sentNs[slot] + windowNs - nowNs;
            if (leftNs > 0) {
                return leftNs;
            }
            final int following = after[slot];
            sample.lost += lose(slot, positionOf(ends[slot] - 1));
            slot = following;
        }
        return 0;
    }

    /// The time-out has come: lost is what was sent that long ago, and the first segment in any case.
    ///
    /// @return how much
    int loseAll(long sentUntilNs) {
        int found = 0;
        hint = NONE;
        firstWaiting = NONE; // those that wait already go in again between the others
        lastWaiting = NONE;
        for (int position = 0; position < count; position++) {
            final int slot = slot(position);
            if (isWaiting(slot)) {
                link(slot, lastWaiting, NONE);
            } else if ((marks[slot] & SACKED) == 0 && (position == 0 || sentNs[slot] - sentUntilNs <= 0)) {
                found += lose(slot, position);
            }
        }
        return found;
    }

    /// The peer does not have any more what it reported (RFC 2018, section 8).
    void forgetReports() {
        ranges.clear();
        lossMark = base;
        for (int position = 0; position < count; position++) {
            final int slot = slot(position);
            if ((marks[slot] & SACKED) != 0) {
                final int length = ends[slot] - startOf(position);
                uncount(slot, length);
                marks[slot] = (byte) (marks[slot] & REPEATED);
                link(slot, NONE, oldest);
            }
        }
    }

    /// Nothing was lost: what waits is under way after all.
    void findAll() {
        while (lastWaiting != NONE) {
            final int slot = lastWaiting;
            unlink(slot);
            marks[slot] &= ~LOST;
            link(slot, NONE, oldest);
        }
        for (int position = 0; position < count; position++) {
            marks[slot(position)] &= ~LOST;
        }
        lost = 0;
        waiting = 0;
    }

    private void append(int to, long nowNs) {
        final boolean shares = count >= MOST_NEW && canShareLast();
        final int slot = shares ? slot(count - 1) : take();
        if (shares) {
            unlink(slot);
        } else {
            if (count == order.length) {
                lengthenOrder();
            }
            order[first + count & order.length - 1] = slot;
            count++;
            marks[slot] = 0;
        }
        ends[slot] = to;
        sentNs[slot] = nowNs;
        link(slot, newest, NONE);
        top = to;
    }

    private boolean canShareLast() {
        return marks[slot(count - 1)] == 0 && top - startOf(count - 1) < SHORT;
    }

    /// A segment went again, in whole or in part.
    private void goneAgain(int slot, int position, long nowNs) {
        if ((marks[slot] & SACKED) != 0) {
            return;
        }
        final int length = ends[slot] - startOf(position);
        if (isWaiting(slot)) {
            waiting -= length;
        }
        unlink(slot);
        if ((marks[slot] & AGAIN) == 0) {
            again += length;
        }
        marks[slot] |= AGAIN | REPEATED;
        sentNs[slot] = nowNs;
        link(slot, newest, NONE);
    }

    private int lose(int slot, int position) {
        final int length = ends[slot] - startOf(position);
        unlink(slot);
        if ((marks[slot] & AGAIN) != 0) {
            marks[slot] &= ~AGAIN;
            again -= length;
        }
        if ((marks[slot] & LOST) == 0) {
            marks[slot] |= LOST;
            lost += length;
        }
        waiting += length;
        linkWaiting(slot);
        return length;
    }

    /// Marks what the peer reported for the first time; of a segment that it has in part, the part.
    private void mark(int from, int to, AckSample sample) {
        final boolean cutFirst = cut(from, MOST_CUT_BY_PEER);
        final boolean cutLast = cut(to, MOST_CUT_BY_PEER);
        int position = positionOf(from) + (cutFirst ? 0 : 1);
        while (position < count && Seq.lt(startOf(position), to)) {
            final int slot = slot(position);
            if (!cutLast && Seq.gt(ends[slot], to)) {
                return;
            }
            final int length = ends[slot] - startOf(position);
            if ((marks[slot] & SACKED) == 0) {
                deliver(slot, length, sample);
                sample.reported = true;
                uncount(slot, length);
                unlink(slot);
                marks[slot] = (byte) ((marks[slot] & REPEATED) | SACKED);
                sacked += length;
                sackedRecords++;
            }
            position++;
        }
    }

    private void deliver(int slot, int length, AckSample sample) {
        sample.deliver(length, ends[slot], sentNs[slot], (marks[slot] & REPEATED) != 0);
    }

    /// Takes a record, or a part of one, out of the sums.
    private void uncount(int slot, int length) {
        final int flags = marks[slot];
        if ((flags & SACKED) != 0) {
            sacked -= length;
            sackedRecords--;
            return;
        }
        if ((flags & LOST) != 0) {
            lost -= length;
        }
        if ((flags & AGAIN) != 0) {
            again -= length;
        } else if ((flags & LOST) != 0) {
            waiting -= length;
        }
    }

    /// Has a record begin at a number.
    ///
    /// @return false if there is no room for one more
    private boolean cut(int seq, int most) {
        if (seq == top || seq == base) {
            return true;
        }
        final int position = positionOf(seq);
        if (startOf(position) == seq) {
            return true;
        }
        if (count >= most) {
            return false;
        }
        final int slot = slot(position);
        final int second = take();
        if (count == order.length) {
            lengthenOrder();
        }
        insert(position + 1, second);
        ends[second] = ends[slot];
        ends[slot] = seq;
        sentNs[second] = sentNs[slot];
        marks[second] = marks[slot];
        if ((marks[slot] & SACKED) != 0) {
            sackedRecords++;
        } else {
            link(second, slot, after[slot]);
        }
        return true;
    }

    /// Has a slot stand at a place, and those on the shorter side of it move.
    private void insert(int position, int slot) {
        if (position < count / 2) {
            first = first - 1 & order.length - 1;
            for (int i = 0; i < position; i++) {
                order[first + i & order.length - 1] = slot(i + 1);
            }
            steps += position;
        } else {
            for (int i = count; i > position; i--) {
                order[first + i & order.length - 1] = slot(i - 1);
            }
            steps += count - position;
        }
        order[first + position & order.length - 1] = slot;
        count++;
    }

    private boolean isWaiting(int slot) {
        return (marks[slot] & (SACKED | LOST | AGAIN)) == LOST;
    }

    private int slot(int position) {
        return order[first + position & order.length - 1];
    }

    private int startOf(int position) {
        return position == 0 ? base : ends[slot(position - 1)];
    }

    /// Which record has a number.
    private int positionOf(int seq) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (Seq.gt(ends[slot(middle)], seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Links a record in, between two others of its list.
    private void link(int slot, int previous, int following) {
        final boolean waits = isWaiting(slot);
        before[slot] = previous;
        after[slot] = following;
        if (previous != NONE) {
            after[previous] = slot;
        } else if (waits) {
            firstWaiting = slot;
        } else {
            oldest = slot;
        }
        if (following != NONE) {
            before[following] = slot;
        } else if (waits) {
            lastWaiting = slot;
        } else {
            newest = slot;
        }
    }

    /// Mostly behind the last one, before the first one, or where one came in before.
    private void linkWaiting(int slot) {
        int previous = hint != NONE && isBefore(hint, slot) ? nextBefore(slot) : lastWaiting;
        if (firstWaiting != NONE && Seq.lt(ends[slot], ends[firstWaiting])) {
            previous = NONE;
        }
        while (previous != NONE && Seq.gt(ends[previous], ends[slot])) {
            previous = before[previous];
            steps++;
        }
        link(slot, previous, previous == NONE ? firstWaiting : after[previous]);
        hint = slot;
    }

    private boolean isBefore(int slot, int other) {
        return Seq.lt(ends[slot], ends[other]);
    }

    /// From the hint on, the last one that stands before.
    private int nextBefore(int slot) {
        int previous = hint;
        if (lastWaiting != NONE && isBefore(lastWaiting, slot)) {
            return lastWaiting;
        }
        while (after[previous] != NONE && isBefore(after[previous], slot)) {
            previous = after[previous];
            steps++;
        }
        return previous;
    }

    /// Takes a record out of its list; its marks still say which that is.
    private void unlink(int slot) {
        if ((marks[slot] & SACKED) != 0) {
            return;
        }
        if (slot == hint) {
            hint = NONE;
        }
        final boolean waits = isWaiting(slot);
        final int previous = before[slot];
        final int following = after[slot];
        if (previous != NONE) {
            after[previous] = following;
        } else if (waits) {
            firstWaiting = following;
        } else {
            oldest = following;
        }
        if (following != NONE) {
            before[following] = previous;
        } else if (waits) {
            lastWaiting = previous;
        } else {
            newest = previous;
        }
    }

    private int take() {
        if (free == NONE) {
            lengthen();
        }
        final int slot = free;
        free = after[slot];
        return slot;
    }

    private void release(int slot) {
        after[slot] = free;
        free = slot;
    }

    private void chain(int from) {
        for (int slot = from; slot < ends.length; slot++) {
            after[slot] = slot + 1 < ends.length ? slot + 1 : NONE;
        }
        free = from;
        if (from == 0) {
            oldest = NONE;
            newest = NONE;
            firstWaiting = NONE;
            lastWaiting = NONE;
            hint = NONE;
        }
    }

    private void lengthen() {
        final int length = ends.length;
        ends = Arrays.copyOf(ends, length * 2);
        sentNs = Arrays.copyOf(sentNs, length * 2);
        marks = Arrays.copyOf(marks, length * 2);
        before = Arrays.copyOf(before, length * 2);
        after = Arrays.copyOf(after, length * 2);
        chain(length);
    }

    private void lengthenOrder() {
        final int[] longer = new int[order.length * 2];
        for (int i = 0; i < count; i++) {
            longer[i] = slot(i);
        }
        order = longer;
        first = 0;
    }
}
