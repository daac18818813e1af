package anax.runtime;

/// The rows of one CPU: some for each other CPU, which are used in turn, and the one that is being filled.
///
/// Owner: that CPU. Allocates when made. Bound: [#FOR_EACH] rows under way to each CPU; while all are, messages go
/// one by one.
final class MessageRows {
    /// How many there are for each other CPU.
    static final int FOR_EACH = 8;

    private final MessageRow[][] rows; // by target; null at this CPU's own place
    private final int[] next; // by target: the row that has been away for longest
    private MessageRow open;
    private QueuedPort last; // to which an ordinary message went by itself, not long ago

    /// Makes the rows of CPU `self` of so many.
    MessageRows(int self, int cpus) {
        rows = new MessageRow[cpus][];
        next = new int[cpus];
        for (int target = 0; target < cpus; target++) {
            if (target != self) {
                rows[target] = made();
            }
        }
    }

    private static MessageRow[] made() {
        MessageRow[] made = new MessageRow[FOR_EACH];
        for (int i = 0; i < made.length; i++) {
            made[i] = new MessageRow();
        }
        return made;
    }

    /// The row that is being filled; null if none is.
    MessageRow open() {
        return open;
    }

    /// Has nobody fill the open row any more.
    void close() {
        open = null;
    }

    /// Begins a row with an ordinary message, if one went to the same port before: who sends a single one is
    /// served best if that goes out at once.
    ///
    /// @param most how many messages may go to that CPU before something else is to be done
    /// @return false if the message has to go by itself
    boolean begin(QueuedPort port, Cpu home, Message first, int most) {
        if (last != port) {
            last = port;
            return false;
        }
        if (most < 2) {
            return false;
        }
        final int target = home.id();
        final int slot = next[target];
        final MessageRow row = rows[target][slot];
        if (!row.isBack()) {
            return false;
        }
        next[target] = (slot + 1) % FOR_EACH;
        row.begin(port, home, first, most);
        open = row;
        return true;
    }
}
