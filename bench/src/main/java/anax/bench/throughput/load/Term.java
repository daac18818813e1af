package anax.bench.throughput.load;

/// What the queues have to do from a moment on: nothing, connect, keep requests under way, or send at a rate.
///
/// Owner: nobody; immutable. Made by the harness between two slices, when nothing is under way.
///
/// @param number    counts terms
/// @param kind      what has to be done
/// @param startNs   when it begins; requests of an open term are due from then on
/// @param endNs     no request of an open term is due from then on
/// @param perSecond by queue, how many requests are due a second; open terms only
/// @param initial   by queue, how many requests may leave at once; closed terms only
/// @param baseline  by queue, what had been allowed before; closed terms only
@SuppressWarnings("ArrayRecordComponent") // numbers by queue, which nobody writes to
record Term(int number, Kind kind, long startNs, long endNs, long[] perSecond, int[] initial, long[] baseline) {
    private static final long SECOND_NS = 1_000_000_000L;

    /// Before the first slice, and between two.
    static final Term IDLE = idle(0);

    /// What has to be done.
    ///
    /// Owner: nobody; constants.
    enum Kind {
        /// Nothing.
        IDLE,
        /// Have all clients connect.
        OPENING,
        /// Keep requests under way.
        CLOSED,
        /// Send at a rate.
        OPEN
    }

    static Term idle(int number) {
        return new Term(number, Kind.IDLE, 0, 0, new long[0], new int[0], new long[0]);
    }

    static Term opening(int number) {
        return new Term(number, Kind.OPENING, 0, 0, new long[0], new int[0], new long[0]);
    }

    /// How many requests of a queue are due by now.
    long dueBy(int queue, long nowNs) {
        final long until = Math.min(nowNs, endNs - 1) - startNs;
        return until < 0 || perSecond[queue] == 0 ? 0 : until * perSecond[queue] / SECOND_NS + 1;
    }

    /// When a request of a queue is due: the first moment at which [#dueBy] counts it.
    ///
    /// @param request counted from 0
    long dueAtNs(int queue, long request) {
        final long rate = perSecond[queue];
        return rate == 0 ? Long.MAX_VALUE : startNs + (request * SECOND_NS + rate - 1) / rate;
    }
}
