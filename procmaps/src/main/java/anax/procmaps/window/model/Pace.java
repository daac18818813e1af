package anax.procmaps.window.model;

/// How long to rest between looks at a live process.
///
/// Owner: nobody; a value.
///
/// @param intervalMillis how often the user wants to look
public record Pace(long intervalMillis) {
    /// The shortest interval.
    public static final long LEAST_MILLIS = 500;

    /// The longest interval.
    public static final long MOST_MILLIS = 10_000;

    /// The kernel holds a process up while it counts its pages, so reading takes at most one part in so many of
    /// the time, and of a processor.
    private static final int LEAST_REST = 40;

    /// Checks the interval.
    public Pace {
        if (intervalMillis < LEAST_MILLIS || intervalMillis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "looks cannot be %d ms apart; give %d to %d".formatted(intervalMillis, LEAST_MILLIS, MOST_MILLIS));
        }
    }

    /// How long to rest after a look.
    ///
    /// @param tookMillis how long the look took
    public long restMillis(long tookMillis) {
        return Math.max(intervalMillis - tookMillis, LEAST_REST * tookMillis);
    }

    /// Whether a look took so long that the next has to wait longer than the user wants.
    public boolean isBackedOff(long tookMillis) {
        return restMillis(tookMillis) > intervalMillis;
    }
}
