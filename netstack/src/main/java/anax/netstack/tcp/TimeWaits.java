package anax.netstack.tcp;

import anax.netstack.packet.DropReason;

/// The connections of a partition in TIME-WAIT.
///
/// Owner: one partition. Allocates entries as they are needed, and uses them again. Never blocks. At the bound the
/// one that has waited longest makes room.
final class TimeWaits {
    private final TcpPartition tcp;
    private final int bound;
    private final long waitNs;
    private TimeWait oldest;
    private TimeWait newest;
    private TimeWait free; // linked by `newer`
    private int count;

    TimeWaits(TcpPartition tcp) {
        this.tcp = tcp;
        bound = tcp.config.closing().mostTimeWaits();
        waitNs = tcp.config.closing().timeWaitNs();
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
        wait.windowOctets = Math.max(0, connection.rcvWnd());
        wait.window = Math.min(65_535, wait.windowOctets >> connection.rcvScale);
        wait.timestamps = connection.timestamps;
        wait.tsOffset = connection.tsOffset;
        wait.tsRecent = connection.tsRecent;
        if (!tcp.sockets.insert(wait)) {
            putBack(wait);
            return;
        }
        link(wait);
        tcp.environment.schedule(wait.timer, nowNs + waitNs);
    }

    /// The peer has not got our last acknowledgment: the wait begins anew.
    void restart(TimeWait wait, long nowNs) {
        unlink(wait);
        link(wait);
        tcp.environment.schedule(wait.timer, nowNs + waitNs);
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

    /// Forgets one.
    void remove(TimeWait wait) {
        tcp.sockets.remove(wait);
        tcp.environment.cancel(wait.timer);
        unlink(wait);
        putBack(wait);
    }

    /// Forgets all.
    void clear() {
        while (oldest != null) {
            remove(oldest);
        }
    }

    private TimeWait take() {
        if (free == null) {
            return new TimeWait(tcp);
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

    private void link(TimeWait wait) {
        wait.newer = null;
        wait.older = newest;
        if (newest == null) {
            oldest = wait;
        } else {
            newest.newer = wait;
        }
        newest = wait;
        count++;
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
}
