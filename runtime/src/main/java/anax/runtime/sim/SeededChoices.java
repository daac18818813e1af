package anax.runtime.sim;

import java.util.SplittableRandom;

/// Choices that a seed decides: the same seed, the same choices.
///
/// Owner: one simulation. Allocates when made.
public final class SeededChoices implements Choices {
    private final SplittableRandom random;

    /// Makes the choices of a seed.
    public SeededChoices(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public int choose(int options) {
        return random.nextInt(options);
    }
}
