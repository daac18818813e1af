package anax.runtime.sim;

import anax.runtime.clock.Clock;

/// A clock that moves only when the simulation says so.
///
/// Owner: one simulation, on its one Java thread. Allocates nothing.
public final class VirtualClock implements Clock {
    private long nowNs;

    /// Makes a clock that shows `startNs`; any value will do, also a negative one, as on a real machine.
    public VirtualClock(long startNs) {
        nowNs = startNs;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    /// Moves it on.
    ///
    /// @param byNs 0 or more
    void advance(long byNs) {
        nowNs += byNs;
    }
}
