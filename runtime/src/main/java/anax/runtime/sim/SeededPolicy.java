package anax.runtime.sim;

/// Lets choices decide everything: a CPU is stopped often, and sometimes paused for long, as a kernel would that has
/// something better to do.
///
/// Owner: one simulation. Allocates nothing.
final class SeededPolicy implements Policy {
    /// A CPU is stopped at one of so many places where it can be.
    private static final int STOP_ODDS = 4;

    /// A CPU that is chosen is paused instead once in so many times.
    private static final int PAUSE_ODDS = 50;

    private static final int LONGEST_PAUSE_STEPS = 200;
    private static final int LONGEST_STEP_NS = 2_000;

    private final Choices choices;

    SeededPolicy(Choices choices) {
        this.choices = choices;
    }

    @Override
    public long stepNs() {
        return 1L + choices.choose(LONGEST_STEP_NS);
    }

    @Override
    public int chooseCpu(int options) {
        return choices.choose(options);
    }

    @Override
    public boolean stopsHere(boolean anotherCanRun) {
        return choices.choose(STOP_ODDS) == 0;
    }

    @Override
    public long pauseSteps() {
        return choices.choose(PAUSE_ODDS) == 0 ? 1L + choices.choose(LONGEST_PAUSE_STEPS) : 0;
    }
}
