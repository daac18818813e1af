package anax.netstack.tcp;

/// How many packets a partition's connections hold: unread ones, and those that wait for what should have come before
/// them; and which connections have the latter, in the order in which they began to.
///
/// Owner: one partition. Allocates nothing, never blocks. At the bound of packets that wait, whoever began to hold
/// such ones first gives up all of his ([#makeRoom]).
final class HeldPackets {
    /// So many times as many packets there are as may wait for what should have come before them.
    static final int REORDERED_SHARE = 2;

    int count;
    private final int mostReordered;
    private int reordered;
    private Reordering oldest;
    private Reordering newest;

    HeldPackets(int mostReordered) {
        this.mostReordered = mostReordered;
    }

    /// Packets that wait for what should have come before them.
    int reordered() {
        return reordered;
    }

    /// A connection has one more of them.
    void addReordered(Reordering of) {
        count++;
        reordered++;
        if (of.packets() == 1) {
            of.newer = null;
            of.older = newest;
            if (newest == null) {
                oldest = of;
            } else {
                newest.newer = of;
            }
            newest = of;
        }
    }

    /// A connection has one less of them.
    void removeReordered(Reordering of) {
        count--;
        reordered--;
        if (of.packets() == 0) {
            unlink(of);
        }
    }

    /// Makes room for one more, at others' expense.
    ///
    /// @param isShort whether memory is short: then there is no room before somebody gives up his
    /// @return false if there is none
    boolean makeRoom(Reordering wanted, boolean isShort) {
        if (reordered < mostReordered && !isShort) {
            return true;
        }
        final Reordering victim = oldest == wanted ? wanted.newer : oldest;
        if (victim == null) {
            return false;
        }
        victim.giveUp();
        return true;
    }

    private void unlink(Reordering of) {
        if (of.older == null) {
            oldest = of.newer;
        } else {
            of.older.newer = of.newer;
        }
        if (of.newer == null) {
            newest = of.older;
        } else {
            of.newer.older = of.older;
        }
        of.older = null;
        of.newer = null;
    }
}
