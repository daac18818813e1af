package anax.bench.scheduler.wake;

/// How a contestant's code is warmed before its first round: by many short windows of short sleeps. In its own rounds
/// some send ten messages a second, which the compiler would never hear of; and a loop that is entered only once stays
/// interpreted, which makes every switch out of it slow.
///
/// Owner: nobody; constants.
final class WarmUpSleep {
    /// Longer than a CPU looks for work before it parks.
    static final long SLEEP_NS = 100_000;

    /// A window of several sleeps.
    static final long WINDOW_NS = 800_000;

    /// So many that the JVM compiles a method that is called once in each.
    static final int WINDOWS = 1000;

    private WarmUpSleep() {}
}
