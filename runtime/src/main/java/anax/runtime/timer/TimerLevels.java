package anax.runtime.timer;

/// The slots of a wheel, in levels, and the bits that show which of them hold timers. The package page has the
/// theory.
///
/// Owner: the CPU of the wheel. Filing a timer is O(1), finding the first slot that holds one O(levels). Allocates
/// when it is made and never after; never blocks.
///
/// Where the wheel stands is a parameter: on each level the slot of that tick is the current one. It is always empty,
/// so that its place serves for the slot a full turn ahead.
final class TimerLevels {
    private static final int COUNT = 11;

    /// A slot is 2^5 times as wide as one of the level before, and a level has twice as many slots as that:
    /// when the wheel stands at the end of a slot, the level before still reaches over the whole of the next
    /// one.
    private static final int WIDTH_BITS = 5;

    private static final int SLOT_BITS = WIDTH_BITS + 1;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    private final TimerList[] slots = new TimerList[COUNT << SLOT_BITS];
    private final long[] occupied = new long[COUNT]; // a bit for each slot that holds a timer
    private int occupiedLevels; // a bit for each level that holds one

    TimerLevels() {
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = new TimerList(slot);
        }
    }

    /// Files a timer in the finest level that reaches its tick.
    ///
    /// @param due a tick after `tick`
    /// @return the level
    int file(Timer timer, long due, long tick) {
        final int level = (62 - Long.numberOfLeadingZeros(due - tick)) / WIDTH_BITS;
        final TimerList slot = slotOf(level, due);
        slot.append(timer);
        occupied[level] |= 1L << slot.slot;
        occupiedLevels |= 1 << level;
        return level;
    }

    /// Takes a timer out of its list, be that a slot or not.
    void takeOut(Timer timer) {
        final TimerList emptied = timer.unlink();
        if (emptied != null && emptied.slot != TimerList.NO_SLOT) {
            markEmpty(emptied);
        }
    }

    /// A bit for each level that holds timers, the finest level's lowest.
    int occupiedLevels() {
        return occupiedLevels;
    }

    /// The tick at which the first slot starts that holds timers; [TimerWheel#NEVER] if none does.
    long firstStart(long tick) {
        long first = TimerWheel.NEVER;
        for (int rest = occupiedLevels; rest != 0; rest &= rest - 1) {
            first = Math.min(first, firstStartOf(Integer.numberOfTrailingZeros(rest), tick));
        }
        return first;
    }

    /// The tick at which the first slot starts that holds timers, on a level that has one.
    long firstStartOf(int level, long tick) {
        final int shift = level * WIDTH_BITS;
        final long next = (tick >>> shift) + 1;
        final int skipped = Long.numberOfTrailingZeros(Long.rotateRight(occupied[level], (int) next));
        return (next + skipped) << shift;
    }

    /// Moves the timers of all slots that start at `start`, the first start seen from `tick`, behind those of
    /// a list.
    void open(long start, long tick, TimerList into) {
        for (int rest = occupiedLevels; rest != 0; rest &= rest - 1) {
            final int level = Integer.numberOfTrailingZeros(rest);
            if (firstStartOf(level, tick) == start) {
                final TimerList slot = slotOf(level, start);
                into.takeAll(slot);
                markEmpty(slot);
            }
        }
    }

    /// The slot that comes next on a level.
    TimerList next(int level, long tick) {
        return slotOf(level, tick + width(level));
    }

    /// The slot of a level in which a tick lies.
    TimerList slotOf(int level, long tick) {
        return slots[(level << SLOT_BITS) + ((int) (tick >>> (level * WIDTH_BITS)) & SLOT_MASK)];
    }

    /// How many ticks wide the slots of a level are.
    static long width(int level) {
        return 1L << (level * WIDTH_BITS);
    }

    private void markEmpty(TimerList slot) {
        final int level = slot.slot >>> SLOT_BITS;
        final long bits = occupied[level] & ~(1L << slot.slot);
        occupied[level] = bits;
        if (bits == 0) {
            occupiedLevels &= ~(1 << level);
        }
    }
}
