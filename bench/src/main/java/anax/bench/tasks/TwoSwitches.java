package anax.bench.tasks;

import anax.bench.messages.ContinuationSwitch;
import anax.bench.messages.pair.Solo;

/// The floor of a hand-over: two switches of bare continuations, out of one thread and into the next and back.
///
/// Owner: as of [Solo].
final class TwoSwitches implements Solo {
    private final ContinuationSwitch switches = new ContinuationSwitch();

    TwoSwitches() {}

    @Override
    public int burst() {
        return switches.burst() / 2;
    }
}
