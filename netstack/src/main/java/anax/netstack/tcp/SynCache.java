package anax.netstack.tcp;

import anax.netstack.packet.DropReason;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import anax.netstack.wire.TcpOptionsWriter;

/// The half-open connections of a partition's listeners (RFC 4987, section 3.4).
///
/// Owner: one partition. Allocates entries as they are needed, and uses them again. Never blocks. Bound: so many
/// entries; then a SYN is answered with a cookie, or else the oldest entry makes room.
final class SynCache {
    /// How far behind old numbers new ones begin.
    private static final int GAP = 1 << 16;

    private final TcpPartition tcp;
    private final SynCookie cookie;
    private HalfOpen oldest;
    private HalfOpen newest;
    private HalfOpen free; // linked by `newer`
    private final HalfOpen stateless; // what a cookie is written and read by
    private int count;

    SynCache(TcpPartition tcp, SynCookie cookie) {
        this.tcp = tcp;
        this.cookie = cookie;
        stateless = new HalfOpen(tcp);
    }

    int count() {
        return count;
    }

    private boolean isFull() {
        return count >= tcp.config.opening().synCacheEntries();
    }

    /// Takes a listener's SYN and answers it.
    void add(TcpEndpoint listener, Segment segment, long nowNs) {
        final SynCookies cookies = tcp.config.opening().synCookies();
        tcp.counters.passiveOpens++;
        if (cookies == SynCookies.ALWAYS || (cookies == SynCookies.WHEN_FULL && isFull())) {
            answerWithCookie(listener, segment, nowNs);
            return;
        }
        if (isFull()) {
            tcp.counters.synsEvicted++;
            remove(oldest);
        }
        final HalfOpen half = take();
        fill(half, listener, segment, nowNs);
        half.iss = initialSequence(half, segment, nowNs);
        if (!tcp.sockets.insert(half)) {
            putBack(half);
            segment.drop(DropReason.TCP_FLOWS);
            return;
        }
        half.newer = null;
        half.older = newest;
        if (newest == null) {
            oldest = half;
        } else {
            newest.newer = half;
        }
        newest = half;
        count++;
        listener.halfOpen++;
        sendAnswer(half, nowNs);
        tcp.environment.schedule(half.timer, nowNs + rtoNs(half));
    }

    /// A connection that is opened anew begins behind the numbers that it had before, however fast it used them
    /// up (RFC 9293, section 3.6.1).
    private int initialSequence(HalfOpen half, Segment segment, long nowNs) {
        final int next = tcp.initialSequence.next(half.local, half.remote, half.localPort, half.remotePort, nowNs);
        return segment.reopens && Seq.leq(next, segment.numberedBelow) ? segment.numberedBelow + GAP : next;
    }

    /// An acknowledgment came for a connection that nobody knows: perhaps a cookie comes back.
    ///
    /// @return false if none does
    boolean tryCookie(TcpEndpoint listener, Segment segment, long nowNs) {
        if (tcp.config.opening().synCookies() == SynCookies.NEVER || !cookie.read(stateless, segment, tcp, nowNs)) {
            return false;
        }
        stateless.listener = listener;
        stateless.ecn &= listener.options().ecn() != Ecn.OFF;
        stateless.announcedMss = listener.options().announced(tcp.writer.linkMss(segment.remote));
        stateless.window = tcp.window.ofSyn(listener.options().receiveBuffer());
        if (listener.isFull()) {
            segment.drop(DropReason.TCP_BACKLOG);
            return true;
        }
        if (tcp.sockets.isFull()) {
            segment.drop(DropReason.TCP_FLOWS); // before anything is made for it, which would be left to the collector
            return true;
        }
        tcp.counters.synCookiesTaken++;
        open(stateless, segment, nowNs);
        return true;
    }

    /// The peer has answered: an entry becomes a connection, which goes on with the segment. While its listener's
    /// queue is full it waits; the peer will ask again.
    void complete(HalfOpen half, Segment segment, long nowNs) {
        if (half.listener.isFull()) {
            segment.drop(DropReason.TCP_BACKLOG);
            return;
        }
        tcp.sockets.remove(half);
        unlink(half);
        open(half, segment, nowNs);
        putBack(half);
    }

    /// Forgets an entry.
    void remove(HalfOpen half) {
        tcp.sockets.remove(half);
        unlink(half);
        putBack(half);
    }

    /// Forgets a listener's entries.
    void removeAllOf(TcpEndpoint listener) {
        HalfOpen next;
        for (HalfOpen each = oldest; each != null; each = next) {
            next = each.newer;
            if (each.listener == listener) {
                remove(each);
            }
        }
    }

    void onTimer(HalfOpen half, long nowNs) {
        if (half.repeated == tcp.config.opening().synAckRetries()) {
            tcp.counters.attemptsFailed++;
            remove(half);
            return;
        }
        half.repeated++;
        tcp.counters.retransmitted++;
        sendAnswer(half, nowNs);
        tcp.environment.schedule(half.timer, nowNs + rtoNs(half));
    }

    /// Sends the SYN that answers the peer's, with what both agree to.
    void sendAnswer(HalfOpen half, long nowNs) {
        final TcpOptionsWriter options = tcp.writer.begin(
                half.listener.options().ttl(), half.listener.options().tos());
        SynOptions.write(
                options,
                tcp.config.options().layout(),
                half.listener.options().isNoOptions() ? SynOptions.NO_MSS : half.announcedMss,
                half.scaling ? tcp.config.options().windowScale() : SynOptions.NO_SCALE,
                half.sack,
                half.timestamps,
                tcp.clock.ticks(nowNs) + half.tsOffset,
                half.tsRecent);
        tcp.writer.endOptions();
        half.sentNs = nowNs;
        tcp.writer.send(
                half,
                half.iss,
                half.irs + 1,
                TcpHeader.SYN | TcpHeader.ACK | HalfOpen.answerToMarks(half.ecn),
                half.window);
    }

    /// Begins a segment of an entry that is no SYN.
    void begin(HalfOpen half, long nowNs) {
        final TcpOptionsWriter options = tcp.writer.begin(
                half.listener.options().ttl(), half.listener.options().tos());
        if (half.timestamps) {
            options.noOperation().noOperation().timestamps(tcp.clock.ticks(nowNs) + half.tsOffset, half.tsRecent);
        }
        tcp.writer.endOptions();
    }

    private void answerWithCookie(TcpEndpoint listener, Segment segment, long nowNs) {
        fill(stateless, listener, segment, nowNs);
        cookie.write(stateless, tcp, nowNs);
        tcp.counters.synCookiesSent++;
        sendAnswer(stateless, nowNs);
    }

    private void fill(HalfOpen half, TcpEndpoint listener, Segment segment, long nowNs) {
        final OptionConfig config = tcp.config.options();
        final TcpOptions options = segment.options;
        half.ends(segment.local, segment.remote, segment.localPort, segment.remotePort);
        half.listener = listener;
        half.irs = segment.seq;
        half.repeated = 0;
        half.peerMss = options.hasMss() && options.mss() > 0
                ? options.mss()
                : tcp.config.segments().defaultMss();
        half.announcedMss = listener.options().announced(tcp.writer.linkMss(segment.remote));
        half.window = tcp.window.ofSyn(listener.options().receiveBuffer());
        half.peerWindow = segment.window;
        final boolean bare = listener.options().isNoOptions();
        half.scaling = !bare && config.windowScaling() && options.hasWindowScale();
        half.peerScale = half.scaling ? options.windowScale() : 0;
        half.sack = !bare && config.sack() && options.isSackPermitted();
        half.timestamps = !bare && config.timestamps() && options.hasTimestamps();
        half.ecn = listener.options().ecn() != Ecn.OFF && HalfOpen.asksForMarks(segment);
        half.tsRecent = half.timestamps ? options.tsVal() : 0;
        half.tsOffset = tcp.clock.offset(segment.local, segment.remote);
        half.sentNs = nowNs;
    }

    private void open(HalfOpen half, Segment segment, long nowNs) {
        final TcpConnection connection =
                new TcpConnection(tcp, half.listener.options().copy());
        connection.ends(half.local, half.remote, half.localPort, half.remotePort);
        connection.listener = half.listener;
        connection.state = TcpState.SYN_RECEIVED;
        connection.iss = half.iss;
        connection.sndUna = half.iss;
        connection.sndNxt = half.iss + 1;
        connection.sndAgain = connection.sndNxt;
        connection.bufferSeq = connection.sndNxt;
        connection.sndUp = connection.sndNxt;
        connection.sndWnd = half.peerWindow;
        connection.greatestSndWnd = half.peerWindow;
        connection.sndWl1 = half.irs;
        connection.peerMss = connection.options.limited(half.peerMss);
        connection.announcedMss = half.announcedMss;
        connection.irs = half.irs;
        connection.rcvNxt = half.irs + 1;
        connection.rcvUp = connection.rcvNxt;
        connection.rcvAdv = connection.rcvNxt + half.window;
        connection.lastAckSent = connection.rcvNxt;
        connection.scaling = half.scaling;
        connection.sndScale = (byte) half.peerScale;
        connection.rcvScale = half.scaling ? (byte) tcp.config.options().windowScale() : 0;
        connection.sack = half.sack;
        connection.timestamps = half.timestamps;
        connection.ecn = half.ecn;
        connection.tsOffset = half.tsOffset;
        connection.tsRecent = half.tsRecent;
        connection.tsRecentNs = half.sentNs;
        connection.synRepeated = half.repeated > 0;
        connection.timing = half.repeated == 0 && half != stateless;
        connection.timedSeq = half.iss;
        connection.timedNs = half.sentNs;
        if (tcp.sockets.insert(connection)) {
            connection.onSegment(tcp, segment, nowNs);
        } else {
            segment.drop(DropReason.TCP_FLOWS);
        }
    }

    private long rtoNs(HalfOpen half) {
        final RetransmissionConfig config = tcp.config.retransmission();
        return Math.min(config.maxRtoNs(), config.initialRtoNs() << Math.min(16, half.repeated)) + config.slopNs();
    }

    private HalfOpen take() {
        if (free == null) {
            return new HalfOpen(tcp);
        }
        final HalfOpen taken = free;
        free = taken.newer;
        return taken;
    }

    private void putBack(HalfOpen half) {
        half.listener = null;
        half.older = null;
        half.newer = free;
        free = half;
    }

    private void unlink(HalfOpen half) {
        tcp.environment.cancel(half.timer);
        half.listener.halfOpen--;
        count--;
        if (half.older == null) {
            oldest = half.newer;
        } else {
            half.older.newer = half.newer;
        }
        if (half.newer == null) {
            newest = half.older;
        } else {
            half.newer.older = half.older;
        }
    }
}
