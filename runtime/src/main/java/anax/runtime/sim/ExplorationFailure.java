package anax.runtime.sim;

import java.util.Arrays;

/// A run of a scenario that failed, and the choices that repeat it.
///
/// Owner: whoever catches it.
public final class ExplorationFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient int[] choices;
    private final long trace;

    ExplorationFailure(int run, int[] choices, long trace, Throwable cause) {
        super(
                "run " + run + " failed: " + cause + "\nrepeat it with: explorer.replay(new int[] {"
                        + Arrays.toString(choices).replaceAll("[\\[\\]]", "") + "}, scenario)",
                cause);
        this.choices = choices;
        this.trace = trace;
    }

    /// What [Explorer#replay] needs to repeat the run.
    public int[] choices() {
        return choices.clone();
    }

    /// The machine's [SimulatedMachine#trace] when it failed.
    public long trace() {
        return trace;
    }
}
