package anax.netstack.ip;

import java.util.ArrayDeque;

/// The ICMP errors about what one socket sent that its user has not taken yet (IP_RECVERR of Linux).
///
/// Owner: that of the socket. Allocates when made and for each report. Never blocks. Bound: [#MOST]; what comes then
/// is counted and forgotten, the oldest stay.
public final class ErrorReports {
    /// The most that wait.
    public static final int MOST = 64;

    private final ArrayDeque<ErrorReport> waiting = new ArrayDeque<>();
    private long forgotten;

    /// Makes an empty queue.
    public ErrorReports() {}

    /// Adds one at the end.
    public void add(ErrorReport report) {
        if (waiting.size() < MOST) {
            waiting.add(report);
        } else {
            forgotten++;
        }
    }

    /// Takes the oldest; null if there is none.
    public ErrorReport poll() {
        return waiting.poll();
    }

    /// True if none waits.
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// How many found no room.
    public long forgotten() {
        return forgotten;
    }
}
