package anax.netstack.tcp;

/// Early Retransmit: with less than four segments under way, and none to follow, there cannot be three duplicates; so
/// fewer are enough (RFC 5827, section 2).
///
/// Owner: nobody; it keeps no state. Allocates nothing, never blocks.
final class EarlyRetransmit {
    private static final int DUPLICATES = 3;

    private EarlyRetransmit() {}

    /// How many duplicates show a loss now.
    static int duplicates(TcpConnection connection) {
        if (!connection.rules.earlyRetransmit()) {
            return DUPLICATES;
        }
        final int smss = connection.smss();
        final int segments = (connection.flight() + smss - 1) / smss;
        return segments <= DUPLICATES && !mayFollow(connection) ? Math.max(1, segments - 1) : DUPLICATES;
    }

    /// A recovery begins after so many.
    static void count(TcpConnection connection, int duplicates) {
        if (duplicates < DUPLICATES) {
            connection.loss.earlyRetransmits++;
        }
    }

    private static boolean mayFollow(TcpConnection connection) {
        return Seq.gt(connection.writtenEnd(), connection.sndNxt) && connection.sndWnd > connection.flight();
    }
}
