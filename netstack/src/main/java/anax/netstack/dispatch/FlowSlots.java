package anax.netstack.dispatch;

import java.util.Arrays;
import java.util.function.Consumer;

/// One generation of a flow table: a power of two of slots, each with a key and a value, probed in a row.
///
/// Owner: the owner of the [FlowTable]. Allocates a chunk of slots when the first of them is taken. Never blocks. Has
/// no bound of its own: [GrowingSlots] keeps a part of the slots empty, or a probe would not end.
///
/// A key is two or five words. The *last* one has 32 bits of hash, never 0, above 32 bits of key, so that 0 there is
/// an empty slot. A probe begins at the slot that the uppermost bits of the hash say; thus in a generation of twice
/// as many slots the same entries stand in the same order.
final class FlowSlots {
    /// What `find` answers when no slot has the key.
    static final int NONE = -1;

    /// The fewest slots of a generation.
    static final int FEWEST = 1024;

    /// The most slots of a chunk. Each chunk has a head that a probe reads: the heads of all of them stay in the
    /// cache if chunks are long, and none takes long to allocate if they are not too long.
    private static final int MOST_OF_CHUNK = 1 << 13;

    private static final int IPV4_WORDS = 2;
    private static final int IPV6_WORDS = 5;

    /// Stands for every chunk that was not allocated; read only.
    private static final long[] EMPTY = new long[MOST_OF_CHUNK * IPV6_WORDS];

    private final int wordsOfKey;
    private final int mask;
    private final int chunkShift;
    private final int chunkMask;
    private final int homeShift;
    private final long[][] words;
    private final Object[][] values;

    /// @param wordsOfKey two for IPv4, five for IPv6
    /// @param slots a power of two, at least [#FEWEST]
    FlowSlots(int wordsOfKey, int slots) {
        assert wordsOfKey == IPV4_WORDS || wordsOfKey == IPV6_WORDS : wordsOfKey + " words";
        assert Integer.bitCount(slots) == 1 && slots >= FEWEST : slots + " slots";
        this.wordsOfKey = wordsOfKey;
        mask = slots - 1;
        homeShift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
        final int chunk = Math.min(slots, MOST_OF_CHUNK);
        chunkShift = Integer.numberOfTrailingZeros(chunk);
        chunkMask = chunk - 1;
        words = new long[slots / chunk][];
        Arrays.fill(words, EMPTY);
        values = new Object[slots / chunk][];
    }

    int slots() {
        return mask + 1;
    }

    /// Where the probe for a key with this last word begins.
    int home(long last) {
        return (int) (last >>> homeShift);
    }

    /// The slot of an IPv4 key, or [#NONE]; the probe begins at `from`.
    int find(long addresses, long last, int from) {
        for (int slot = from; ; slot = (slot + 1) & mask) {
            long[] chunk = words[slot >>> chunkShift];
            int at = (slot & chunkMask) * IPV4_WORDS;
            long met = chunk[at + 1];
            if (met == last && chunk[at] == addresses) {
                return slot;
            }
            if (met == 0) {
                return NONE;
            }
        }
    }

    /// The slot of an IPv6 key, or [#NONE]; the probe begins at `from`.
    int find(long first, long second, long third, long fourth, long last, int from) {
        for (int slot = from; ; slot = (slot + 1) & mask) {
            long[] chunk = words[slot >>> chunkShift];
            int at = (slot & chunkMask) * IPV6_WORDS;
            long met = chunk[at + 4];
            if (met == last
                    && chunk[at] == first
                    && chunk[at + 1] == second
                    && chunk[at + 2] == third
                    && chunk[at + 3] == fourth) {
                return slot;
            }
            if (met == 0) {
                return NONE;
            }
        }
    }

    boolean isEmpty(int slot) {
        return last(slot) == 0;
    }

    Object value(int slot) {
        return values[slot >>> chunkShift][slot & chunkMask];
    }

    /// Takes the first empty slot for a key with this last word; the other words are the caller's to write.
    int take(long last, Object value) {
        int slot = home(last);
        while (!isEmpty(slot)) {
            slot = (slot + 1) & mask;
        }
        int chunk = slot >>> chunkShift;
        if (words[chunk] == EMPTY) {
            words[chunk] = new long[(chunkMask + 1) * wordsOfKey];
            values[chunk] = new Object[chunkMask + 1];
        }
        words[chunk][lastWord(slot)] = last;
        values[chunk][slot & chunkMask] = value;
        return slot;
    }

    /// Sets one of the words before the last.
    void word(int slot, int word, long value) {
        words[slot >>> chunkShift][firstWord(slot) + word] = value;
    }

    /// Takes an entry out and closes the gap: who stands behind it and would stand nearer to his home moves up.
    void remove(int slot) {
        int gap = slot;
        for (int next = (gap + 1) & mask; !isEmpty(next); next = (next + 1) & mask) {
            int fromHome = (next - home(last(next))) & mask;
            int fromGap = (next - gap) & mask;
            if (fromHome >= fromGap) {
                copyKey(next, this, gap);
                values[gap >>> chunkShift][gap & chunkMask] = value(next);
                gap = next;
            }
        }
        clear(gap);
    }

    /// Moves an entry to another generation, and leaves the gap.
    void moveTo(FlowSlots other, int slot) {
        copyKey(slot, other, other.take(last(slot), value(slot)));
        clear(slot);
    }

    /// The most slots that a probe looks at before it finds its entry.
    int longestProbe() {
        int longest = 0;
        for (int slot = 0; slot <= mask; slot++) {
            if (!isEmpty(slot)) {
                longest = Math.max(longest, ((slot - home(last(slot))) & mask) + 1);
            }
        }
        return longest;
    }

    /// Shows every value, in no order that means anything.
    void forEach(Consumer<Object> consumer) {
        for (int slot = 0; slot <= mask; slot++) {
            if (!isEmpty(slot)) {
                consumer.accept(value(slot));
            }
        }
    }

    private void copyKey(int slot, FlowSlots to, int target) {
        System.arraycopy(
                words[slot >>> chunkShift],
                firstWord(slot),
                to.words[target >>> to.chunkShift],
                to.firstWord(target),
                wordsOfKey);
    }

    private void clear(int slot) {
        words[slot >>> chunkShift][lastWord(slot)] = 0;
        values[slot >>> chunkShift][slot & chunkMask] = null;
    }

    private long last(int slot) {
        return words[slot >>> chunkShift][lastWord(slot)];
    }

    private int firstWord(int slot) {
        return (slot & chunkMask) * wordsOfKey;
    }

    private int lastWord(int slot) {
        return firstWord(slot) + wordsOfKey - 1;
    }
}
