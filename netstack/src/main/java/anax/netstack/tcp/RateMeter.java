package anax.netstack.tcp;

import anax.netstack.congestion.RateSample;

/// Measures how fast a connection's octets arrive, and how long the way is: some of those that are sent are marked
/// with the time and with how much had arrived by then; their acknowledgments say what has arrived since.
///
/// Owner: that of the connection. Allocates at the first octet that is sent. Never blocks. Bound: [#MARKS] marks in a
/// window; between them nothing is measured.
///
/// The slower one counts of how long it took to send and to acknowledge: what is acknowledged all at once has not
/// come so fast.
final class RateMeter {
    static final int MARKS = 16;

    // Fields of a mark.
    private static final int SENT_NS = 0;
    private static final int FIRST_SENT_NS = 1;
    private static final int DELIVERED_NS = 2;
    private static final int DELIVERED = 3;
    private static final int APP_LIMITED = 4;
    private static final int FIELDS = 5;

    private int[] ends; // the numbers behind marked octets: a ring
    private long[] marks;
    private int first;
    private int count;

    private long firstSentNs; // of the flight's part that is measured
    private long deliveredNs; // when something was delivered last
    private long limitedUntil; // in octets delivered; 0 if the application has enough to send
    private long rate; // the latest one, octets a second
    private boolean rateLimited;

    /// Octets are sent for the first time.
    ///
    /// @param end       the number behind them
    /// @param flight    what was under way before
    /// @param spacing   octets from mark to mark at least
    /// @param delivered all that has reached the peer
    void onSent(int end, int flight, int spacing, long delivered, long nowNs) {
        if (ends == null) {
            ends = new int[MARKS];
            marks = new long[MARKS * FIELDS];
        }
        if (flight == 0) {
            firstSentNs = nowNs;
            deliveredNs = nowNs;
        }
        if (count > 0 && (count == MARKS || end - ends[place(count - 1)] < spacing)) {
            return;
        }
        final int place = place(count);
        final int at = place * FIELDS;
        ends[place] = end;
        marks[at + SENT_NS] = nowNs;
        marks[at + FIRST_SENT_NS] = firstSentNs;
        marks[at + DELIVERED_NS] = deliveredNs;
        marks[at + DELIVERED] = delivered;
        marks[at + APP_LIMITED] = limitedUntil;
        count++;
    }

    /// Octets are sent again: what is acknowledged from now on may be the one or the other (Karn).
    void onSentAgain() {
        count = 0;
    }

    /// There is nothing more to send, though the window has room.
    void limited(long delivered, int flight) {
        limitedUntil = Math.max(1, delivered + flight);
    }

    /// New octets were acknowledged.
    ///
    /// @param delivered all that has reached the peer, with these
    /// @param sample    takes what was measured
    void onAcknowledged(int ack, long delivered, long nowNs, RateSample sample) {
        int newest = -1;
        while (count > 0 && Seq.leq(ends[first], ack)) {
            newest = first;
            first = first + 1 & MARKS - 1;
            count--;
        }
        deliveredNs = nowNs;
        if (limitedUntil > 0 && delivered > limitedUntil) {
            limitedUntil = 0;
        }
        if (newest < 0) {
            return;
        }
        final int at = newest * FIELDS;
        final long sentNs = marks[at + SENT_NS];
        final long sendNs = sentNs - marks[at + FIRST_SENT_NS];
        final long ackNs = nowNs - marks[at + DELIVERED_NS];
        firstSentNs = sentNs;
        sample.rtt(Math.max(1, nowNs - sentNs));
        final long overNs = Math.max(sendNs, ackNs);
        if (overNs > 0) {
            sample.rate(delivered - marks[at + DELIVERED], overNs, marks[at + APP_LIMITED] > 0);
            rate = sample.deliveryRate();
            rateLimited = sample.isAppLimited();
        }
    }

    /// Goes on, with what a connection has kept of its measurements; nothing is under way.
    ///
    /// @param limits whether there was nothing more to send
    void resume(long latestRate, boolean wasLimited, boolean limits, long delivered) {
        first = 0;
        count = 0;
        rate = latestRate;
        rateLimited = wasLimited;
        limitedUntil = limits ? Math.max(1, delivered) : 0;
    }

    /// Whether the application has too little to send.
    boolean limits() {
        return limitedUntil > 0;
    }

    /// The latest rate, in octets a second; 0 before the first.
    long rate() {
        return rate;
    }

    /// Whether the application had too little to send when it was measured.
    boolean isRateLimited() {
        return rateLimited;
    }

    private int place(int index) {
        return first + index & MARKS - 1;
    }
}
