package anax.runtime;

import anax.runtime.clock.Clock;

/// Finds out whether a machine has come to rest: every CPU parked and nothing under way, all at the same moment.
///
/// Owner: the ordinary thread that stops the machine. Allocates once; sleeps between looks.
///
/// The moment exists if each CPU was parked before the lanes were looked at and has not stirred until after: then all
/// were parked while every lane was empty, and a parked CPU sends nothing.
final class Rest {
    private static final long LOOK_EVERY_NS = 100_000;

    private final Cpu[] cpus;
    private final Driver driver;
    private final Clock clock;
    private final long[] parks;

    Rest(Cpu[] cpus, Driver driver, Clock clock) {
        this.cpus = cpus;
        this.driver = driver;
        this.clock = clock;
        parks = new long[cpus.length];
    }

    /// Looks until the machine rests.
    ///
    /// @return false if it did not within `timeoutNs`
    boolean await(long timeoutNs) {
        final long untilNs = clock.nowNs() + timeoutNs;
        while (!isReached()) {
            if (clock.nowNs() - untilNs > 0) {
                return false;
            }
            driver.relaxForeign(LOOK_EVERY_NS);
        }
        return true;
    }

    private boolean isReached() {
        for (int i = 0; i < cpus.length; i++) {
            if (!cpus[i].doorbell().isParked()) {
                return false;
            }
            parks[i] = cpus[i].counters().parks();
        }
        for (Cpu cpu : cpus) {
            if (!cpu.outbound().isEmpty() || !cpu.inbox().isEmpty()) {
                return false;
            }
        }
        for (int i = 0; i < cpus.length; i++) {
            if (!cpus[i].doorbell().isParked() || cpus[i].counters().parks() != parks[i]) {
                return false;
            }
        }
        return true;
    }
}
