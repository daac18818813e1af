package anax.netstack.tcp;

import java.util.random.RandomGenerator;

/// Ways to mend losses, each on or off at random.
///
/// Owner: nobody, it keeps no state.
public final class Switches {
    private Switches() {}

    /// In one of four cases all are on, else each is on in three of four.
    public static RecoveryConfig random(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return RecoveryConfig.standard();
        }
        return new RecoveryConfig(
                on(random),
                on(random),
                on(random),
                on(random),
                on(random),
                on(random),
                on(random),
                on(random),
                on(random));
    }

    private static boolean on(RandomGenerator random) {
        return random.nextInt(4) != 0;
    }
}
