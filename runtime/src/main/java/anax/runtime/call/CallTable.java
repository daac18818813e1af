package anax.runtime.call;

import java.util.Arrays;

/// Which number has which handler.
///
/// Owner: nobody; immutable, a change makes a new one. Bound: [#MOST_NUMBERS].
final class CallTable {
    /// How many numbers there are, from 0.
    static final int MOST_NUMBERS = 4096;

    /// The table without any.
    static final CallTable EMPTY = new CallTable(new CallEntry[0]);

    private final CallEntry[] entries;

    private CallTable(CallEntry[] entries) {
        this.entries = entries;
    }

    /// The handler of a number; null if there is none.
    CallEntry find(int number) {
        final CallEntry[] all = entries;
        return number >= 0 && number < all.length ? all[number] : null;
    }

    /// A table that has this handler for this number; null for none.
    CallTable with(int number, CallEntry entry) {
        CallEntry[] copy = Arrays.copyOf(entries, Math.max(entries.length, number + 1));
        copy[number] = entry;
        return new CallTable(copy);
    }
}
