package anax.netstack.tcp;

import anax.netstack.dispatch.SipHash;

/// A SYN's answer that carries in its sequence number what else would have to be kept (RFC 4987, appendix A): the
/// minute, the peer's maximum segment size roughly, and a hash that nobody can forge. Scale, SACK
/// and congestion marks travel in the low bits of the timestamp, if there is one; without it they are not agreed to.
///
/// Owner: one partition. Allocates nothing, never blocks.
///
/// ```
/// 31      27 26   24 23                    0
/// | minute  |  MSS  |         hash         |
/// ```
final class SynCookie {
    private static final int[] SEGMENT_SIZES = {216, 536, 940, 1_220, 1_380, 1_440, 1_460, 8_960};
    private static final int MINUTE_BITS = 5;
    private static final int MINUTES = 1 << MINUTE_BITS;
    private static final int HASH_BITS = 24;
    private static final int HASH_MASK = (1 << HASH_BITS) - 1;
    private static final int SIZE_BITS = 3;
    private static final int MINUTE_SHIFT = 36; // 69 s; a power of two, so that it goes on where clocks pass an end
    private static final int MOST_AGE = 2;

    // In the low bits of a timestamp.
    private static final int TS_BITS = 6;
    private static final int TS_MASK = (1 << TS_BITS) - 1;
    private static final int TS_SACK = 1 << 4;
    private static final int TS_MARKS = 1 << 5;
    private static final int TS_NO_SCALE = 0xF;

    private final SipHash secret;

    SynCookie(SipHash secret) {
        this.secret = secret;
    }

    /// Chooses the initial sequence number, and the offset of timestamps, of an answer; takes back what they
    /// cannot carry.
    void write(HalfOpen half, TcpPartition tcp, long nowNs) {
        int size = SEGMENT_SIZES.length - 1;
        while (size > 0 && SEGMENT_SIZES[size] > half.peerMss) {
            size--;
        }
        final int minute = minute(nowNs);
        half.iss = minute << (HASH_BITS + SIZE_BITS) | size << HASH_BITS | hash(half, half.irs, minute, size);
        if (half.timestamps) {
            final int carried = (half.scaling ? half.peerScale : TS_NO_SCALE)
                    | (half.sack ? TS_SACK : 0)
                    | (half.ecn ? TS_MARKS : 0);
            final int ticks = tcp.clock.ticks(nowNs) + half.tsOffset;
            int chosen = (ticks & ~TS_MASK) | carried;
            if (Seq.gt(chosen, ticks)) {
                chosen -= 1 << TS_BITS; // none that is still to come
            }
            half.tsOffset += chosen - ticks;
        } else {
            half.scaling = false;
            half.sack = false;
            half.ecn = false;
        }
    }

    /// Looks whether an acknowledgment brings a cookie back, and restores what it stands for.
    boolean read(HalfOpen half, Segment segment, TcpPartition tcp, long nowNs) {
        final int iss = segment.ack - 1;
        final int minute = iss >>> (HASH_BITS + SIZE_BITS);
        final int size = iss >>> HASH_BITS & SEGMENT_SIZES.length - 1;
        half.ends(segment.local, segment.remote, segment.localPort, segment.remotePort);
        half.irs = segment.seq - 1;
        if (!isFresh(minute, nowNs) || (iss & HASH_MASK) != hash(half, half.irs, minute, size)) {
            return false;
        }
        half.iss = iss;
        half.peerMss = SEGMENT_SIZES[size];
        half.peerWindow = segment.window;
        half.repeated = 0;
        half.sentNs = nowNs;
        half.tsOffset = tcp.clock.offset(segment.local, segment.remote);
        half.timestamps = segment.options.hasTimestamps();
        half.tsRecent = half.timestamps ? segment.options.tsVal() : 0;
        final int carried = half.timestamps ? segment.options.tsEcr() & TS_MASK : TS_NO_SCALE;
        half.sack = (carried & TS_SACK) != 0;
        half.ecn = half.timestamps && (carried & TS_MARKS) != 0;
        half.scaling = (carried & TS_NO_SCALE) != TS_NO_SCALE;
        half.peerScale = half.scaling ? carried & TS_NO_SCALE : 0;
        return true;
    }

    /// The minute of a time, as a cookie carries it.
    static int minute(long nowNs) {
        return (int) (nowNs >>> MINUTE_SHIFT) & MINUTES - 1;
    }

    /// Whether a minute that a cookie brings back is not long ago.
    static boolean isFresh(int minute, long nowNs) {
        return (minute(nowNs) - minute & MINUTES - 1) <= MOST_AGE;
    }

    private int hash(HalfOpen half, int irs, int minute, int size) {
        final long addresses = (long) half.local << 32 | (half.remote & 0xFFFF_FFFFL);
        final long ports = (long) half.localPort << 16 | half.remotePort;
        final long rest = (long) irs << 32 | (long) minute << 8 | size;
        return (int) secret.hash(addresses, ports, rest, 0, 0) & HASH_MASK;
    }
}
