package anax.runtime;

import anax.runtime.clock.Clock;

/// How long a CPU without work looks for some before it parks.
///
/// Owner: one CPU. Allocates nothing; spins for at most its ceiling. The time adapts: it grows while looking finds
/// work, or would have found it soon, and shrinks while it doesn't. (Were only finds to count, two CPUs that answer
/// each other could park for every message: a wake-up takes longer than the little that both still look.) Where CPUs
/// share processors the ceiling is 0, for a spinning CPU would keep the one that it waits for from running.
final class IdleSpin {
    private static final int TURNS_PER_CLOCK_READING = 32;

    /// How often it looks before it reads the clock for the first time: about a microsecond. What is answered
    /// that soon, as a synchronous message is, pays for no reading.
    private static final int TURNS_WITHOUT_CLOCK = 64;

    private static final long FLOOR_NS = 2_000;

    /// Work that came within so many ceilings would have been found by looking longer: its sender may have had to
    /// be woken itself.
    private static final int SOON = 2;

    private final Clock clock;
    private final long ceilingNs;
    private long budgetNs;
    private boolean foundByDevice;

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
    /// @param beganNs now
    /// @param alarmNs when the CPU's first timer is due; then it has work as well
    /// @return true as soon as there is work; false if the time is up
    boolean untilWork(Cpu cpu, long beganNs, long alarmNs) {
        foundByDevice = false;
        if (ceilingNs == 0) {
            return cpu.hasArrivals() || cpu.isPast(alarmNs);
        }
        final long untilNs = beganNs + budgetNs;
        int turn = 0;
        do {
            for (int i = 0; i < TURNS_PER_CLOCK_READING; i++) {
                if (foundByDevice || cpu.hasArrivals()) {
                    budgetNs = Math.min(ceilingNs, budgetNs * 2);
                    return true;
                }
                foundByDevice = cpu.lookAtDevices();
                cpu.relax(turn++);
            }
            if (cpu.isPast(alarmNs)) {
                return true;
            }
        } while (clock.nowNs() - untilNs < 0);
        return foundByDevice; // by the last look: whoever waits was told, and the device will not tell again
    }

    /// True if what the last search found is a device's.
    boolean foundByDevice() {
        return foundByDevice;
    }

    /// Learns from a search that was in vain: the CPU parked after it, and is awake again.
    ///
    /// @param tookNs how long it was without work
    void afterPark(long tookNs) {
        final boolean soon = tookNs < SOON * ceilingNs;
        if (soon && budgetNs < ceilingNs) {
            budgetNs = Math.min(ceilingNs, budgetNs * 2);
        } else {
            budgetNs = Math.max(Math.min(FLOOR_NS, ceilingNs), budgetNs / 2);
        }
    }

    /// What it would spend now, in nanoseconds.
    long budgetNs() {
        return budgetNs;
    }
}
