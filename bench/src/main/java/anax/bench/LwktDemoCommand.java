package anax.bench;

import anax.bench.lwkt.DemoSystem;
import anax.bench.lwkt.DemoTable;
import anax.bench.measure.OnExit;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.Inspector;
import anax.runtime.inspect.StallWatchdog;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax lwkt demo`: a small system of lightweight threads at work, open for inspection.
///
/// Owner: the main thread; on Ctrl-C the JVM's shutdown thread waits for it.
@Command(
        name = "demo",
        description = "Runs a small system of services, a sleeper, a timer, an interrupt thread and a wanderer.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed: the machine did not come to rest, or could not be opened for inspection",
            "2:wrong command line",
            "130:interrupted by Ctrl-C; the machine was stopped"
        },
        footer = {
            "",
            "While it runs, anax lwkt ps lists its threads.",
            "",
            "Examples:",
            "  anax lwkt demo",
            "  anax lwkt demo --cpus 4 --seconds 0"
        })
final class LwktDemoCommand implements Callable<Integer> {
    private static final int USUAL_CPUS = 2;
    private static final int MOST_SECONDS = 86_400;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long STOP_TIMEOUT_S = 10;

    private final Surroundings surroundings;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "CPUs of the machine. Usual: 2, or 1 if there are no more.")
    private Integer cpus;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long it runs; 0 for until Ctrl-C. Usual: 10.")
    private int seconds;

    LwktDemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds " + seconds + " was given; use 0 to " + MOST_SECONDS);
        }
        int count = cpus != null
                ? cpus
                : Math.min(USUAL_CPUS, Topology.ofThisProcess().processorCount());
        if (count > MachineConfig.MAX_CPUS) {
            throw new ParameterException(
                    spec.commandLine(), "--cpus " + count + " was given; a machine has 1 to " + MachineConfig.MAX_CPUS);
        }
        try (OnExit.Registration _ = surroundings.onExit().add(this::interrupt)) {
            run(count);
        } finally {
            finished.countDown();
        }
        return surroundings.onExit().hasBegun() ? ExitCodes.INTERRUPTED : ExitCodes.OK;
    }

    private void run(int count) throws IOException, InterruptedException {
        InspectionFolder folder = InspectionFolder.ofThisUser(surroundings.variables());
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(count).withName("demo"));
                Inspector _ = Inspector.open(machine, folder, surroundings.clock(), Inspector.PATIENCE);
                StallWatchdog watchdog = StallWatchdog.open(machine)) {
            DemoSystem system = DemoSystem.start(machine);
            try {
                print(new DemoTable(machine, system));
            } finally {
                system.stop();
            }
            if (watchdog.stalls() > 0) {
                surroundings.err().println("CPUs were held " + watchdog.stalls() + " times; see above");
            }
        }
    }

    private void print(DemoTable table) throws InterruptedException {
        surroundings
                .err()
                .println("look at it with: ./anax lwkt ps --pid "
                        + ProcessHandle.current().pid() + (seconds == 0 ? "; end it with Ctrl-C" : ""));
        surroundings.out().println(table.heading());
        long startNs = surroundings.clock().nowNs();
        long lineNs = startNs;
        for (long second = 1; seconds == 0 || second <= seconds; second++) {
            long untilNs = startNs + second * SECOND_NS;
            if (interrupted.await(untilNs - surroundings.clock().nowNs(), TimeUnit.NANOSECONDS)) {
                break;
            }
            long nowNs = surroundings.clock().nowNs();
            surroundings.out().println(table.line(second, nowNs - lineNs));
            lineNs = nowNs;
        }
        surroundings.out().println();
        table.summary().forEach(surroundings.out()::println);
    }

    /// On the JVM's shutdown thread: has the main thread come to its end, and waits for it.
    private void interrupt() {
        interrupted.countDown();
        String outcome = "the machine did not stop in time";
        try {
            if (finished.await(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                outcome = "the machine is stopped";
            }
        } catch (InterruptedException end) {
            // The JVM ends in any case.
        }
        surroundings.err().println("anax lwkt demo: interrupted; " + outcome);
    }
}
