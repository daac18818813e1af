package anax.runtime;

import java.util.function.Consumer;

/// One CPU's part in cpusyncs of others: it stays where it is until it may go on.
///
/// Owner: its CPU. Allocates nothing. Stays at the end of a poll or in a wait for another CPU, outside of critical
/// sections, taking in what arrives.
final class SyncHold {
    private final Cpu cpu;
    private CpuSync.Station station; // of the cpusync that holds the CPU, or wants to
    private boolean staying;

    SyncHold(Cpu cpu) {
        this.cpu = cpu;
    }

    /// Has the CPU stay as soon as it comes to where it may wait.
    void begin(CpuSync.Station wanted) {
        station = wanted;
    }

    /// Lets it go on.
    void end() {
        station = null;
    }

    /// True if the CPU is to stay and does not yet.
    boolean isWanted() {
        return station != null && !staying;
    }

    /// Stays until no cpusync holds the CPU; the next one may take over from the one before.
    void stay() {
        staying = true;
        while (station != null) {
            final CpuSync.Station mine = station;
            cpu.counters().syncs++;
            mine.acknowledge();
            long warnAtNs = cpu.warnOfWaitAtNs();
            for (int turn = 0; station == mine; turn++) {
                warnAtNs = cpu.waitFor(mine.master(), "the end of a cpusync", turn, warnAtNs);
            }
        }
        staying = false;
    }

    /// Runs the action here.
    void run(Consumer<Cpu> action) {
        final Lwkt running = cpu.currentThread();
        running.addCritical(1);
        try {
            action.accept(cpu);
        } catch (RuntimeException | Error failure) { // every CPU must be let go
            cpu.machine().reportFailure(running, failure);
        } finally {
            running.addCritical(-1);
        }
    }
}
