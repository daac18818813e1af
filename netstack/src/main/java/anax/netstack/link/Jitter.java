package anax.netstack.link;

import java.util.random.RandomGenerator;

/// How much longer than the delay of its path a frame takes.
///
/// Owner: the caller's who gives it. Several queues ask at a time, each with a generator of its own, so it must keep
/// no state, and should allocate nothing.
@FunctionalInterface
public interface Jitter {
    /// None.
    Jitter NONE = random -> 0;

    /// As likely any time up to `mostNs`.
    ///
    /// @throws IllegalArgumentException if that is negative
    static Jitter uniform(long mostNs) {
        if (mostNs < 0) {
            throw new IllegalArgumentException("a jitter of up to " + mostNs + " ns was given; use 0 or more");
        }
        return random -> random.nextLong(mostNs + 1);
    }

    /// Chooses the time for one frame.
    ///
    /// @return nanoseconds; what is negative counts as 0
    long sampleNs(RandomGenerator random);
}
