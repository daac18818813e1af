package anax.bench;

import anax.bench.environment.ForkFacts;
import anax.bench.measure.ForkCommandLine;
import anax.bench.measure.ForkFailure;
import anax.bench.measure.ForkProcess;
import anax.bench.measure.ForkRequest;
import anax.bench.measure.ForkResult;
import anax.bench.measure.Group;
import anax.bench.measure.Plan;
import anax.bench.measure.Section;
import anax.bench.measure.Suite;
import anax.bench.measure.Summary;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A suite of groups, each measured in fresh JVMs, one after the other.
///
/// Owner: nobody; stateless.
final class InterleavedBench implements Bench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Suite suite;

    InterleavedBench(Suite suite) {
        this.suite = suite;
    }

    @Override
    public String name() {
        return suite.name();
    }

    @Override
    public String summary() {
        return suite.summary();
    }

    @Override
    public Outcome run(BenchRun run) throws ForkFailure, IOException, InterruptedException {
        Plan plan = run.plan();
        List<Group> groups = suite.groups(run.setting());
        double work = 0;
        for (Group group : groups) {
            work += work(group, plan);
        }
        List<Section> sections = new ArrayList<>();
        ForkFacts facts = null;
        double done = 0;
        for (Group group : groups) {
            if (!group.skipped().isEmpty()) {
                sections.add(Section.skipped(group));
                continue;
            }
            double weight = work(group, plan) / work;
            List<ForkResult> forks = new ArrayList<>();
            for (int fork = 0; fork < plan.forks(); fork++) {
                double before = done + weight * fork / plan.forks();
                forks.add(fork(run, plan, group, before, weight / plan.forks()));
            }
            done += weight;
            facts = JSON.convertValue(forks.getFirst().facts(), ForkFacts.class);
            sections.add(Summary.of(group, plan, forks));
        }
        return new Outcome(sections, facts);
    }

    /// How long a group takes, more or less: what progress is told by.
    private static double work(Group group, Plan usual) {
        Plan plan = group.pace().of(usual);
        double slices = (double) group.contestants().size() * (plan.rounds() + plan.maxWarmUpRounds());
        return slices * plan.sliceNs();
    }

    private ForkResult fork(BenchRun run, Plan plan, Group group, double before, double weight)
            throws ForkFailure, IOException, InterruptedException {
        run.progress().at(group.bench(), before);
        ForkProcess process = new ForkProcess(
                ForkCommandLine.likeThisJvm(Anax.class),
                run.onExit(),
                (bench, share) -> run.progress().at(bench, before + weight * share));
        return process.run(new ForkRequest(
                suite.name(), suite.options(), group.bench(), run.setting().cpus(), plan));
    }
}
