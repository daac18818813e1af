package anax.netstack.tcp;

import anax.netstack.packet.DropReason;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// The connections of a partition in TIME-WAIT, in the order in which their waits will be over, as all last equally
/// long: one timer serves them all.
///
/// Owner: one partition. Allocates entries as they are needed, and uses them again. Never blocks. At the bound the
/// one that has waited longest makes room.
final class TimeWaits implements TimerHandler {
    /// A tick of the clock that the entries have is 65 us.
    private static final int TICK_SHIFT = 16;

    /// So many end at once; further ones when the timer fires again, which is then due.
    private static final int MOST_AT_ONCE = 256;

    private final TcpPartition tcp;
    private final int bound;
    private final long waitNs;
    private final Timer timer;
    private TimeWait oldest;
    private TimeWait newest;
    private TimeWait free; // linked by `newer`
    private int count;

    TimeWaits(TcpPartition tcp) {
        this.tcp = tcp;
        bound = tcp.config.closing().mostTimeWaits();
        waitNs = tcp.config.closing().timeWaitNs();
        timer = tcp.environment.newTimer(this, 0);
    }

    int count() {
        return count;
    }

    /// Keeps of a connection what is needed; it is in no table any more.
    void add(TcpConnection connection, long nowNs) {
        if (count == bound) {
            tcp.counters.timeWaitsEvicted++;
            remove(oldest);
        }
        final TimeWait wait = take();
        wait.ends(connection.local, connection.remote, connection.localPort, connection.remotePort);
        wait.sndNxt = connection.sndNxt;
        wait.rcvNxt = connection.rcvNxt;
        wait.rcvScale = connection.rcvScale;
        wait.window = (char) Math.min(Character.MAX_VALUE, Math.max(0, connection.rcvWnd()) >> connection.rcvScale);
        wait.timestamps = connection.timestamps;
        wait.tsRecent = connection.tsRecent;
        if (!tcp.sockets.insert(wait)) {
            putBack(wait);
            return;
        }
        link(wait, nowNs);
    }

    /// The peer has not got our last acknowledgment: the wait begins anew.
    void restart(TimeWait wait, long nowNs) {
        unlink(wait);
        link(wait, nowNs);
    }

    /// A new connection between the same ends, if somebody listens (RFC 6191).
    void followedBy(TimeWait wait, Segment segment, long nowNs) {
        final TcpEndpoint listener = tcp.sockets.listener(segment.local, segment.localPort);
        if (listener == null) {
            tcp.resets.answer(segment);
            return;
        }
        if (listener.isFull()) {
            segment.drop(DropReason.TCP_BACKLOG); // the wait goes on; the peer tries again
            return;
        }
        tcp.counters.timeWaitsReused++;
        segment.reopens = true;
        segment.numberedBelow = wait.sndNxt;
        remove(wait);
        segment.drop(null);
        tcp.listenInput.process(listener, segment, nowNs);
    }

    /// Forgets all.
    void clear() {
        while (oldest != null) {
            remove(oldest);
        }
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        for (int ended = 0; oldest != null && ended < MOST_AT_ONCE; ended++) {
            if (oldest.endTick - tick(nowNs) > 0) {
                break;
            }
            remove(oldest);
        }
        if (oldest != null) {
            schedule(nowNs);
        }
    }

    private void remove(TimeWait wait) {
        tcp.sockets.remove(wait);
        unlink(wait);
        putBack(wait);
    }

    private TimeWait take() {
        if (free == null) {
            return new TimeWait();
        }
        final TimeWait taken = free;
        free = taken.newer;
        return taken;
    }

    private void putBack(TimeWait wait) {
        wait.older = null;
        wait.newer = free;
        free = wait;
    }

    /// Puts an entry behind all others. The timer runs as long as there are any; one that fires too early,
    /// because what it was for is gone, is scheduled anew then.
    private void link(TimeWait wait, long nowNs) {
        wait.endTick = tick(nowNs + waitNs) + 1;
        wait.newer = null;
        wait.older = newest;
        if (newest == null) {
            oldest = wait;
        } else {
            newest.newer = wait;
        }
        newest = wait;
        count++;
        if (!timer.isScheduled()) {
            schedule(nowNs);
        }
    }

    private void unlink(TimeWait wait) {
        count--;
        if (wait.older == null) {
            oldest = wait.newer;
        } else {
            wait.older.newer = wait.newer;
        }
        if (wait.newer == null) {
            newest = wait.older;
        } else {
            wait.newer.older = wait.older;
        }
    }

    private void schedule(long nowNs) {
        final long ticks = Math.max(0, oldest.endTick - tick(nowNs));
        tcp.environment.schedule(timer, nowNs + (ticks << TICK_SHIFT));
    }

    private static int tick(long nowNs) {
        return (int) (nowNs >> TICK_SHIFT);
    }
}
