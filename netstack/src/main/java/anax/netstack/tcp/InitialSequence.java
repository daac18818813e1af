package anax.netstack.tcp;

import anax.netstack.dispatch.SipHash;

/// Initial sequence numbers that outsiders cannot foretell, and that go on rising between the same two ends (RFC
/// 6528, section 3).
///
/// Owner: nobody; immutable. Allocates nothing, never blocks.
final class InitialSequence {
    /// A tick of the counter is 4.096 us: RFC 9293, section 3.4.1, wants about 4.
    private static final int TICK_SHIFT = 12;

    private final SipHash secret;

    InitialSequence(SipHash secret) {
        this.secret = secret;
    }

    /// ISN = M + F(local, local port, remote, remote port, secret).
    int next(int local, int remote, int localPort, int remotePort, long nowNs) {
        final long ends = (long) local << 32 | (remote & 0xFFFF_FFFFL);
        return (int) (nowNs >>> TICK_SHIFT) + (int) secret.hash(ends, localPort << 16 | remotePort);
    }
}
