package anax.bench;

import anax.bench.lwkt.CallsExample;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.task.TaskFailedException;
import anax.runtime.topology.Topology;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `anax lwkt calls`: system calls that an application adds, and a program that uses them.
///
/// Owner: the main thread.
@Command(
        name = "calls",
        description = "Adds three system calls to a machine that runs, one answered at once, one later, one by a thread"
                + " that may block, and runs a program that uses them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed: the file could not be read", "2:wrong command line"},
        footer = {"", "Examples:", "  anax lwkt calls README.md"})
final class LwktCallsCommand implements Callable<Integer> {
    private static final int MOST_CPUS = 2;

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "The text file whose lines are counted.")
    private Path file;

    LwktCallsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        int cpus = Math.min(MOST_CPUS, Topology.ofThisProcess().processorCount());
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(cpus).withName("calls"))) {
            CallsExample.run(machine, file).forEach(surroundings.out()::println);
            return ExitCodes.OK;
        } catch (TaskFailedException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            surroundings.err().println("anax lwkt calls: " + cause);
            return ExitCodes.FAILED;
        }
    }
}
