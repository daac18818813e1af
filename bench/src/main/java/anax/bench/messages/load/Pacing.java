package anax.bench.messages.load;

import java.util.Locale;

/// When messages are due: at equal distances, or as fast as they can be sent.
///
/// Owner: nobody; immutable.
///
/// @param perSecond how many a second; [#SATURATED] for as many as possible
public record Pacing(long perSecond) {
    /// As many as possible.
    public static final long SATURATED = 0;

    /// How many are sent before the clock is read again, at most.
    public static final int BATCH = 32;

    /// At what rate code is warmed up: such that both waiting and sending happen often.
    public static final Pacing WARM_UP = new Pacing(500_000);

    /// How often it is warmed up before the first slice, so that the JVM compiles methods that are called once a
    /// slice.
    public static final int WARM_UP_WINDOWS = 700;

    /// For how long each time.
    public static final long WARM_UP_NS = 50_000;

    private static final long SECOND_NS = 1_000_000_000;
    private static final long MOST = SECOND_NS;

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if the rate is negative, or more than one for each nanosecond
    public Pacing {
        if (perSecond < 0 || perSecond > MOST) {
            throw new IllegalArgumentException(perSecond
                    + " messages per second were asked for; use 1 to 1,000,000,000, or 0 for as many as possible");
        }
    }

    /// True if nothing but the sender's speed decides.
    public boolean isSaturated() {
        return perSecond == SATURATED;
    }

    /// How many are due when so much time has passed, the first one at once.
    public long dueBy(long elapsedNs) {
        return isSaturated() ? Long.MAX_VALUE : elapsedNs * perSecond / SECOND_NS + 1;
    }

    /// When a message is due, counted from the start.
    ///
    /// @param number counted from 0
    public long dueAtNs(long number) {
        // Rounded up, so that it is the first moment at which dueBy counts it.
        return isSaturated() ? 0 : (number * SECOND_NS + perSecond - 1) / perSecond;
    }

    /// True if a slice is not over: its time is not, or messages that were due in it have not been sent.
    public boolean goesOn(long elapsedNs, long sliceNs, long sent) {
        return elapsedNs < sliceNs || (!isSaturated() && sent < dueBy(sliceNs - 1));
    }

    /// The rate in words: "10 k/s".
    public String inWords() {
        if (isSaturated()) {
            return "full speed";
        }
        if (perSecond % 1_000_000 == 0) {
            return String.format(Locale.ROOT, "%d M/s", perSecond / 1_000_000);
        }
        return perSecond % 1000 == 0
                ? String.format(Locale.ROOT, "%d k/s", perSecond / 1000)
                : String.format(Locale.ROOT, "%d /s", perSecond);
    }
}
