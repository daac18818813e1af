package anax.bench;

import anax.bench.environment.ForkFacts;
import anax.bench.measure.ContestantRun;
import anax.bench.measure.ForkProcess;
import anax.bench.measure.ForkRequest;
import anax.bench.measure.ForkResult;
import anax.bench.measure.Group;
import anax.bench.measure.Interleaving;
import anax.bench.measure.Setting;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The other side of a fork: measures the group that its parent asks for, in this fresh JVM.
///
/// Owner: the main thread. Standard output carries progress to the parent; when standard input ends the parent is
/// gone, and this JVM ends too.
@Command(name = "fork", hidden = true, description = "Measures a group for a parent; not for use by hand.")
final class ForkCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "file that says what to measure")
    private Path request;

    @Parameters(index = "1", paramLabel = "RESULT", description = "file to write")
    private Path result;

    ForkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Thread.ofPlatform().daemon().name("anax-parent").start(ForkCommand::endWithParent);
        ForkRequest asked = JSON.readValue(request.toFile(), ForkRequest.class);
        Topology topology = Topology.ofThisProcess();
        Pinning pinning = Pinning.openHft();
        Setting setting = new Setting(asked.cpus(), topology, pinning, surroundings.clock());
        Group group = group(asked, setting);
        ForkFacts facts = ForkFacts.ofThisJvm(group.cpus(), topology, pinning);
        Interleaving interleaving = new Interleaving(
                asked.plan(), (_, share) -> surroundings.out().println(ForkProcess.progressLine(share)));
        try {
            List<ContestantRun> runs = interleaving.run(group);
            Map<String, Object> map = JSON.convertValue(facts, new TypeReference<>() {});
            JSON.writeValue(result.toFile(), new ForkResult(runs, map));
            return ExitCodes.OK;
        } catch (IllegalStateException failure) {
            // The parent shows this to whoever has to find the cause.
            failure.printStackTrace(surroundings.err());
            return ExitCodes.FAILED;
        }
    }

    private static Group group(ForkRequest asked, Setting setting) {
        for (Group group : Benches.suite(asked.suite()).with(asked.options()).groups(setting)) {
            if (group.bench().equals(asked.bench())) {
                return group;
            }
        }
        throw new IllegalArgumentException("suite " + asked.suite() + " has no group " + asked.bench()
                + "; parent and fork are not the same program");
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // The parent sends nothing; what counts is the end.
            }
        } catch (IOException gone) {
            // The same as the end.
        }
        Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
    }
}
