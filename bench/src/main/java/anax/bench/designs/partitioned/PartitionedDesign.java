package anax.bench.designs.partitioned;

import anax.bench.designs.frame.Design;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Workload;
import anax.netstack.link.Link;
import anax.netstack.stack.StackConfig;
import anax.runtime.MachineConfig;

/// The partitioned stack, with frames worked off in cohorts or each run to its end.
///
/// Owner: nobody, it never changes.
public final class PartitionedDesign implements Design {
    private static final String MANY = "a partition of the stack on each CPU, messages between them; ";

    private final String name;
    private final String description;
    private final boolean cohorts;
    private final int batch;

    private PartitionedDesign(String name, String description, boolean cohorts, int batch) {
        this.name = name;
        this.description = MANY + description;
        this.cohorts = cohorts;
        this.batch = batch;
    }

    /// Frames of a batch are classified together, and go on together.
    public static PartitionedDesign inCohorts() {
        return new PartitionedDesign("partitioned", "a batch is classified as a whole before it goes on", true, 0);
    }

    /// Each frame that is the receiving CPU's own goes on at once.
    ///
    /// @param batch how many frames and messages a batch has at most
    public static PartitionedDesign runToCompletion(int batch) {
        return new PartitionedDesign(
                "run-to-completion-" + batch,
                "a frame that is its receiver's own goes on at once, " + batch + " in a batch",
                false,
                batch);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int mostCpus() {
        return MachineConfig.MAX_CPUS;
    }

    @Override
    public Running boot(Workload workload, Link link) {
        final StackConfig given = workload.stack().with(draft -> draft.cohorts = cohorts);
        return PartitionedRun.boot(name, workload.withStack(batch == 0 ? given : given.withBatch(batch)), link);
    }
}
