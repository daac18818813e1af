package anax.bench.messages.pair;

import anax.bench.measure.Setting;
import anax.runtime.clock.Clock;
import anax.runtime.topology.PinOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArraySet;

/// Puts threads on CPUs and remembers what was refused.
///
/// Owner: one contestant; its threads pin themselves. Allocates; used when threads start.
public final class Placement {
    private final Setting setting;
    private final boolean crowded;
    private final CopyOnWriteArraySet<String> refusals = new CopyOnWriteArraySet<>();

    /// Makes one that has placed nobody.
    ///
    /// @param sharing true if several threads are put on one CPU on purpose
    public Placement(Setting setting, boolean sharing) {
        this.setting = setting;
        crowded = sharing || setting.isOversubscribed();
    }

    /// Ties the calling thread to the processor of CPU `cpu`; a refusal is noted.
    public void pinCurrentThread(int cpu) {
        int processor = setting.topology().processorOf(cpu);
        PinOutcome outcome = setting.pinning().pinCurrentThread(processor);
        if (!outcome.pinned()) {
            refusals.add("not pinned to processor " + processor + ": " + outcome.reason());
        }
    }

    /// A way to wait that suits how crowded the processors are.
    public Relax relax() {
        return new Relax(crowded);
    }

    /// True if spinning threads have to share processors.
    public boolean isCrowded() {
        return crowded;
    }

    /// The clock to measure by.
    public Clock clock() {
        return setting.clock();
    }

    /// What was refused, one sentence each.
    public List<String> refusals() {
        return List.copyOf(refusals);
    }
}
