package anax.netstack.tcp;

import java.util.Arrays;

/// The numbers that a peer has reported to have beyond what it acknowledges, as runs that do not touch (RFC 2018,
/// section 5).
///
/// Owner: that of the connection; part of its [SentSegments]. Allocates when there are more runs than ever before.
/// Never blocks. At the bound of [#MOST] runs a block that would begin one more is not believed: its octets are sent
/// again, if nothing else reports them.
final class SackedRanges {
    /// The most runs.
    static final int MOST = 1_024;

    private static final int FIRST = 4;

    private int[] left = new int[FIRST];
    private int[] right = new int[FIRST];
    private int count;

    int count() {
        return count;
    }

    int left(int index) {
        return left[index];
    }

    int right(int index) {
        return right[index];
    }

    void clear() {
        count = 0;
    }

    /// The index of the first run that ends behind a number; [#count] if none does.
    int firstEndingBehind(int seq) {
        int low = 0;
        int high = count;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (Seq.gt(right[middle], seq)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Whether there is room for a block.
    boolean takes(int from, int to) {
        if (count < MOST) {
            return true;
        }
        final int place = firstEndingBehind(from - 1);
        return place < count && Seq.leq(left[place], to);
    }

    /// Adds a block that [#takes] has answered for, and joins what touches it.
    void add(int from, int to) {
        final int begin = firstEndingBehind(from - 1); // one that ends right there touches it
        int end = begin;
        int newLeft = from;
        int newRight = to;
        while (end < count && Seq.leq(left[end], to)) {
            newLeft = Seq.min(newLeft, left[end]);
            newRight = Seq.max(newRight, right[end]);
            end++;
        }
        if (end == begin) {
            makeRoom(begin);
        } else {
            remove(begin + 1, end);
        }
        left[begin] = newLeft;
        right[begin] = newRight;
    }

    /// Forgets what was acknowledged.
    void removeBelow(int ack) {
        if (count == 0) {
            return;
        }
        remove(0, firstEndingBehind(ack));
        if (count > 0) {
            left[0] = Seq.max(left[0], ack);
        }
    }

    /// RFC 6675, section 4, IsLost: below this number all that was not reported is lost, because so many runs, or
    /// so many octets, were reported above.
    ///
    /// @param duplicates DupThresh
    /// @param otherwise  the answer if nothing is lost
    int lostBelow(int duplicates, int smss, int otherwise) {
        int octets = 0;
        for (int i = count - 1, runs = 1; i >= 0; i--, runs++) {
            octets += right[i] - left[i];
            if (runs >= duplicates || octets > (duplicates - 1) * smss) {
                return left[i];
            }
        }
        return otherwise;
    }

    private void makeRoom(int place) {
        if (count == left.length) {
            left = Arrays.copyOf(left, count * 2);
            right = Arrays.copyOf(right, count * 2);
        }
        System.arraycopy(left, place, left, place + 1, count - place);
        System.arraycopy(right, place, right, place + 1, count - place);
        count++;
    }

    private void remove(int begin, int end) {
        if (begin < end) {
            System.arraycopy(left, end, left, begin, count - end);
            System.arraycopy(right, end, right, begin, count - end);
            count -= end - begin;
        }
    }
}
