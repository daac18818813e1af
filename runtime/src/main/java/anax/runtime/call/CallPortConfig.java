package anax.runtime.call;

import java.util.Objects;

/// How a port for calls is built.
///
/// Owner: nobody; immutable.
///
/// @param name       what people call the port; the threads of its pool are named after it
/// @param threads    how many calls may block at once, 0 to 1024; 0 for a port that runs all its calls in place
/// @param queueBound how many calls may wait for a thread of the pool: a power of two, 2 to 65536
public record CallPortConfig(String name, int threads, int queueBound) {
    /// The most threads that a pool can have.
    public static final int MAX_THREADS = 1024;

    /// The most calls that can wait for a thread.
    public static final int MAX_QUEUE_BOUND = 1 << 16;

    private static final int DEFAULT_THREADS = 16;
    private static final int DEFAULT_QUEUE_BOUND = 256;

    /// Checks each value.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public CallPortConfig {
        Objects.requireNonNull(name, "a port for calls needs a name");
        check(
                threads >= 0 && threads <= MAX_THREADS,
                threads + " threads were given to call port " + name + "; use 0 to " + MAX_THREADS);
        check(
                queueBound >= 2 && queueBound <= MAX_QUEUE_BOUND && Integer.bitCount(queueBound) == 1,
                "queue bound " + queueBound + " was given to call port " + name + "; use a power of two from 2 to "
                        + MAX_QUEUE_BOUND);
    }

    /// A port of that name, everything else as most want it.
    public static CallPortConfig named(String name) {
        return new CallPortConfig(name, DEFAULT_THREADS, DEFAULT_QUEUE_BOUND);
    }

    /// The same with another number of threads in the pool.
    public CallPortConfig withThreads(int newThreads) {
        return new CallPortConfig(name, newThreads, queueBound);
    }

    /// The same with another bound of the queue before the pool.
    public CallPortConfig withQueueBound(int newBound) {
        return new CallPortConfig(name, threads, newBound);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
