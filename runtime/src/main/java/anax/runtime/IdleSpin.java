package anax.runtime;

import anax.runtime.clock.Clock;

/// How long a CPU without work looks for some before it parks.
///
/// Owner: one CPU. Allocates nothing; spins for at most its ceiling. The time adapts: it grows while looking finds
/// work, for then the next message is worth waiting for, and shrinks while it doesn't. Where CPUs share processors
/// the ceiling is 0, for a spinning CPU would keep the one that it waits for from running.
final class IdleSpin {
    private static final int TURNS_PER_CLOCK_READING = 32;

    /// How often it looks before it reads the clock for the first time: about a microsecond. What is answered that
    /// soon, as a synchronous message is, pays for no reading.
    private static final int TURNS_WITHOUT_CLOCK = 64;

    private static final long FLOOR_NS = 2_000;

    private final Clock clock;
    private final long ceilingNs;
    private long budgetNs;

    IdleSpin(Clock clock, long ceilingNs) {
        this.clock = clock;
        this.ceilingNs = ceilingNs;
        budgetNs = ceilingNs;
    }

    /// Looks for work for so short a time that no clock is needed.
    ///
    /// @return true as soon as there is work
    boolean untilWorkSoon(Cpu cpu) {
        if (cpu.hasArrivals()) {
            return true;
        }
        final int turns = ceilingNs == 0 ? 0 : TURNS_WITHOUT_CLOCK;
        for (int turn = 0; turn < turns; turn++) {
            cpu.relax(turn);
            if (cpu.hasArrivals()) {
                return true;
            }
        }
        return false;
    }

    /// Looks for work.
    ///
    /// @param alarmNs when the CPU's first timer is due; then it has work as well
    /// @return true as soon as there is work; false if the time is up
    boolean untilWork(Cpu cpu, long alarmNs) {
        if (ceilingNs == 0) {
            return cpu.hasArrivals() || cpu.isPast(alarmNs);
        }
        final long untilNs = clock.nowNs() + budgetNs;
        int turn = 0;
        do {
            for (int i = 0; i < TURNS_PER_CLOCK_READING; i++) {
                if (cpu.hasArrivals()) {
                    budgetNs = Math.min(ceilingNs, budgetNs * 2);
                    return true;
                }
                cpu.relax(turn++);
            }
            if (cpu.isPast(alarmNs)) {
                return true;
            }
        } while (clock.nowNs() - untilNs < 0);
        budgetNs = Math.max(Math.min(FLOOR_NS, ceilingNs), budgetNs / 2);
        return false;
    }

    /// What it would spend now, in nanoseconds.
    long budgetNs() {
        return budgetNs;
    }
}
