package anax.netstack.dispatch;

import java.util.function.Consumer;

/// Slots that double without a pause: while they do there are two generations, and each insert moves a few entries
/// over.
///
/// Owner: the owner of the [FlowTable]. Allocates when a generation begins and when one of its chunks is first used.
/// Never blocks. Has no bound of its own: the [FlowTable] counts.
///
/// Inserts go to the new generation; lookups ask the new one, then the old one. A cursor sweeps the old generation
/// from a slot that was empty at the start, once around. An entry behind the cursor has gone, but one whose probe
/// begins behind it may stand before it; then all slots from the cursor up to that entry are full, so that a probe
/// which would begin behind the cursor begins at the cursor.
final class GrowingSlots {
    /// The most entries that one insert moves.
    static final int MOST_MOVED = 8;

    /// A generation is left when this many eighths of it are full: then a probe that finds looks at under two
    /// slots, and one that finds nothing at four.
    private static final int FULL_EIGHTHS = 5;

    /// Marks a place in the old generation.
    private static final int OLD = 1 << 30;

    private final int wordsOfKey;
    private FlowSlots now;
    private FlowSlots old;
    private int begin;
    private int swept;
    private int count;
    private long moved;

    /// @param wordsOfKey two for IPv4, five for IPv6
    GrowingSlots(int wordsOfKey) {
        this.wordsOfKey = wordsOfKey;
        now = new FlowSlots(wordsOfKey, FlowSlots.FEWEST);
    }

    /// The place of an IPv4 key, or [FlowSlots#NONE]. A place is good until the next change.
    int find(long addresses, long last) {
        int slot = now.find(addresses, last, now.home(last));
        if (slot != FlowSlots.NONE || old == null) {
            return slot;
        }
        return oldPlace(old.find(addresses, last, probeOfOld(last)));
    }

    /// The place of an IPv6 key, or [FlowSlots#NONE]. A place is good until the next change.
    int find(long first, long second, long third, long fourth, long last) {
        int slot = now.find(first, second, third, fourth, last, now.home(last));
        if (slot != FlowSlots.NONE || old == null) {
            return slot;
        }
        return oldPlace(old.find(first, second, third, fourth, last, probeOfOld(last)));
    }

    Object value(int place) {
        return (place & OLD) == 0 ? now.value(place) : old.value(place & ~OLD);
    }

    /// Inserts an IPv4 key, which is not there yet.
    void insert(long addresses, long last, Object value) {
        grow();
        now.word(now.take(last, value), 0, addresses);
    }

    /// Inserts an IPv6 key, which is not there yet.
    void insert(long first, long second, long third, long fourth, long last, Object value) {
        grow();
        int slot = now.take(last, value);
        now.word(slot, 0, first);
        now.word(slot, 1, second);
        now.word(slot, 2, third);
        now.word(slot, 3, fourth);
    }

    void remove(int place) {
        count--;
        if ((place & OLD) == 0) {
            now.remove(place);
        } else {
            old.remove(place & ~OLD);
        }
    }

    int count() {
        return count;
    }

    /// How many entries growth has moved so far.
    long moved() {
        return moved;
    }

    /// The most slots of a generation that a probe looks at before it finds its entry.
    int longestProbe() {
        return old == null ? now.longestProbe() : Math.max(now.longestProbe(), old.longestProbe());
    }

    void forEach(Consumer<Object> consumer) {
        now.forEach(consumer);
        if (old != null) {
            old.forEach(consumer);
        }
    }

    /// The new generation is at most three eighths full when the old one is swept, so there are never three.
    private void grow() {
        if (old == null && count >= now.slots() / 8 * FULL_EIGHTHS) {
            old = now;
            now = new FlowSlots(wordsOfKey, old.slots() * 2);
            begin = 0;
            while (!old.isEmpty(begin)) {
                begin++;
            }
            swept = 0;
        }
        if (old != null) {
            sweep();
        }
        count++;
    }

    private void sweep() {
        for (int i = 0; i < MOST_MOVED; i++) {
            int slot = cursor();
            if (!old.isEmpty(slot)) {
                old.moveTo(now, slot);
                moved++;
            }
            swept++;
        }
        if (swept == old.slots()) {
            old = null;
        }
    }

    private int cursor() {
        return (begin + swept) & (old.slots() - 1);
    }

    private int probeOfOld(long last) {
        int home = old.home(last);
        boolean behindCursor = ((home - begin) & (old.slots() - 1)) < swept;
        return behindCursor ? cursor() : home;
    }

    private static int oldPlace(int slot) {
        return slot == FlowSlots.NONE ? slot : slot | OLD;
    }
}
