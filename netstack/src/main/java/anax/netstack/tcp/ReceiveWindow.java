package anax.netstack.tcp;

import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.MemoryLevel;

/// How much the peer may send: the window field, which never takes back what it has given (RFC 9293, section 3.8.6),
/// and moves on in steps that are worth a segment (section 3.8.6.2.2). The scarcer memory is, the less is given.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class ReceiveWindow {
    private static final int MOST_IN_FIELD = 65_535;

    /// From a window that shrinks whole segments can still come, or the peer would be asked for single octets.
    private static final int TIGHT_SEGMENTS = 4;

    private final MemoryBudget memory;

    ReceiveWindow(MemoryBudget memory) {
        this.memory = memory;
    }

    /// The window of a SYN, which is never scaled (RFC 7323, section 2.2).
    int ofSyn(int bound) {
        return Math.min(MOST_IN_FIELD, bound);
    }

    /// The field of a segment that is sent now; the connection remembers what it announces.
    int announce(TcpConnection connection) {
        final int kept = Math.max(0, connection.rcvWnd());
        final int free = free(connection);
        final int scale = connection.rcvScale;
        final int keptField = keptField(connection, kept);
        // At least one unit of the scale: a buffer that is smaller than that would never be open.
        final int field = free > kept && free - kept >= step(connection)
                ? Math.max(Math.max(1, free >> scale), keptField)
                : keptField;
        final int announced = Math.min(MOST_IN_FIELD, field);
        connection.rcvAdv = connection.rcvNxt + Math.max(kept, announced << scale);
        return announced;
    }

    /// What was given, in units of the scale: rounded down it would take some back. Rounded up after each octet
    /// it would give without end to a peer that sends octet by octet, so only up to half a buffer too much; then
    /// it is rounded down, and what was given is taken all the same (RFC 7323, section 2.4).
    private static int keptField(TcpConnection connection, int kept) {
        final int scale = connection.rcvScale;
        final int unit = 1 << scale;
        final int roundedUp = (kept + unit - 1) >> scale;
        final long tooMuch = ((long) roundedUp << scale) + connection.received.length() - connection.rcvBound;
        return tooMuch <= Math.max(unit, connection.rcvBound / 2) ? roundedUp : kept >> scale;
    }

    /// Whether a reader has made so much room that the peer should hear of it at once: the window was less than
    /// half of the buffer, and at least doubles.
    boolean isUpdateWorthwhile(TcpConnection connection) {
        final int kept = Math.max(0, connection.rcvWnd());
        final int free = free(connection);
        return kept <= connection.rcvBound / 2 && free >= 2L * kept && free - kept >= step(connection);
    }

    private int free(TcpConnection connection) {
        final long most = (long) MOST_IN_FIELD << connection.rcvScale;
        final int free = (int) Math.min(most, Math.max(0, connection.rcvBound - connection.received.length()));
        final MemoryLevel level = memory.level();
        return level == MemoryLevel.PLENTY ? free : Math.min(free, scarce(connection, level));
    }

    private static int scarce(TcpConnection connection, MemoryLevel level) {
        return switch (level) {
            case PLENTY, TIGHT -> TIGHT_SEGMENTS * connection.announcedMss;
            case SHORT -> connection.announcedMss;
            case CRITICAL -> 0;
        };
    }

    private static int step(TcpConnection connection) {
        return Math.min(connection.announcedMss, connection.rcvBound / 2);
    }
}
