package anax.runtime.crossbar;

import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The sending end of a lane.
///
/// Owner: the sending CPU, but for [#isEmpty], which any thread may ask. Allocates only where entries spill. Never
/// blocks: at the bound [#offer] answers false.
///
/// **Levels.** A thread's send begins to wait when the ring is more than half full, and goes on when it is at most a
/// quarter full: waiting one by one would ring a bell for each entry. The other half is for entries that are sent
/// where nobody may wait: while another entry runs, and in critical sections. What finds even that half full is
/// spilled, in order, behind the ring.
///
/// @param <E> what the lane carries
@SuppressWarnings("unused") // padding
public final class LaneSender<E> extends LaneSenderWords<E> {
    private static final int NOTHING = -1; // below any number of entries, so that every send finds it congested

    // Behind the words of the superclass: the JVM lays a class's own references out behind its bytes.
    private byte t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15;
    private byte t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31;
    private byte t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47;
    private byte t48, t49, t50, t51, t52, t53, t54, t55, t56, t57, t58, t59, t60, t61, t62, t63;

    LaneSender(SpscVarHandleArrayQueue<E> ring, int bound) {
        super(ring, bound);
    }

    /// True if a thread should wait before it sends: the ring is more than half full, or entries have spilled.
    public boolean isCongested() {
        return isAbove(congestedAbove);
    }

    /// True if a thread that waited may go on: at most a quarter of the ring is in use, and nothing is spilled.
    public boolean isRelieved() {
        return spill.isEmpty() && !isAbove(bound / 4);
    }

    /// Publishes an entry in a lane that is not congested, and so has room; wakes nobody.
    public void put(E entry) {
        boolean offered = ring.offer(entry);
        assert offered : "a ring of " + ring.capacity() + " refused an entry below its bound of " + bound;
        sent++;
    }

    /// Publishes an entry if nothing else is to be done about it: there is room, a bell is owed already, and it
    /// is not due yet. Most entries of a batch go out so.
    ///
    /// @return false if it was not published, because that is not so, or cannot be told without a look at the
    ///     receiver's words
    public boolean putAmongOthers(E entry) {
        if (sent >= easyBelow) {
            return false;
        }
        put(entry);
        return true;
    }

    /// How many entries could go out now until a bell is due, that one included; at most 1 if [#putAmongOthers]
    /// would refuse.
    public int roomAmongOthers() {
        return (int) Math.max(0, easyBelow + 1 - sent);
    }

    /// Publishes an entry that makes a bell due as soon as `many` would; there is room, as of [#put].
    public void putForMany(E entry, int many) {
        put(entry);
        sentAtBell -= many - 1;
        findEasy();
    }

    /// Publishes an entry; wakes nobody.
    ///
    /// @return false if the lane stands at its bound, or entries have spilled that go before this one
    public boolean offer(E entry) {
        return spill.isEmpty() && publish(entry);
    }

    /// Keeps an entry until there is room, behind those that were spilled before.
    public void spill(E entry) {
        spill.addLast(entry);
        congestedAbove = NOTHING;
        findEasy();
    }

    /// Publishes what was spilled, as far as there is room.
    ///
    /// @return how many entries
    public int flush() {
        int count = 0;
        while (!spill.isEmpty() && publish(spill.peekFirst())) {
            spill.removeFirst();
            count++;
        }
        if (spill.isEmpty()) {
            congestedAbove = bound / 2;
            findEasy();
        }
        return count;
    }

    /// How many entries are spilled.
    public int spilled() {
        return spill.size();
    }

    /// True if so much went out since the bell was last rung that it should not wait: half a ring or
    /// [Lane#BATCH].
    public boolean bellDue() {
        return sent - sentAtBell >= bellAfter;
    }

    /// Notes that the receiver's bell is to be rung.
    ///
    /// @return false if that was noted before
    public boolean oweBell() {
        final boolean first = !bellOwed;
        bellOwed = true;
        findEasy();
        return first;
    }

    /// True if a quarter of the ring or more is in use, or entries have spilled.
    public boolean isQuarterFull() {
        return !spill.isEmpty() || isAbove(bound / 4 - 1);
    }

    /// Entries that went out since the bell was last rung; one for many counts as so many.
    public int unrung() {
        return (int) (sent - sentAtBell);
    }

    /// Notes that the receiver's bell was rung for all that went out.
    public void rung() {
        sentAtBell = sent;
        bellOwed = false;
        findEasy();
    }

    /// True if the receiver has taken everything off the ring. From another thread the answer may be old.
    public boolean isEmpty() {
        return ring.isEmpty();
    }

    private boolean publish(E entry) {
        if (isAbove(bound - 1)) {
            return false;
        }
        put(entry);
        return true;
    }

    /// To be called when anything that it looks at has changed, but `sent`.
    private void findEasy() {
        easyBelow = bellOwed ? Math.min(takenSeen + congestedAbove + 1, sentAtBell + bellAfter - 1) : NOTHING;
    }

    /// The receiver's word is read only when what we know of it doesn't suffice.
    private boolean isAbove(int level) {
        if (sent - takenSeen <= level) {
            return false;
        }
        takenSeen = ring.currentConsumerIndex();
        return sent - takenSeen > level;
    }
}
