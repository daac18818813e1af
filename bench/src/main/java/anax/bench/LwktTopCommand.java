package anax.bench;

import anax.bench.lwkt.TopTable;
import anax.bench.measure.OnExit;
import anax.bench.terminal.Characters;
import anax.runtime.inspect.MachineSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax lwkt top`: what CPUs and lightweight threads do, again and again.
///
/// Owner: the main thread; on Ctrl-C the JVM's shutdown thread ends its wait.
@Command(
        name = "top",
        description = {
            "Watches CPUs and lightweight threads of the machines in your processes.",
            "A machine is found if its program has opened an Inspector, as anax lwkt demo does."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown as often as wanted, or until the machines were gone",
            "2:wrong command line",
            "3:there is no such machine: none at all, or none in the process of --pid",
            "4:no machine could be looked at: access denied, or no answer",
            "130:ended by Ctrl-C"
        },
        footer = {
            "",
            "Of each CPU: what share of the time its classes of threads had, by samples (IDLE: none,",
            "or work for which there was no better use; USER: under user schedulers; DAEMON: of the",
            "usual priority; SOFT and IRQ: soft interrupts and interrupt threads), how many threads",
            "could run besides (READY), and per second: requests that came to ports (MSG/S), switches,",
            "parks, and SLOW paths that were taken. Of the threads those that had the most time; COUNT",
            "of the same name stand in one line. SHARE: of one CPU.",
            "",
            "On a terminal the picture stays in place; elsewhere it is plain text, once unless --count",
            "says how often.",
            "",
            "Examples:",
            "  anax lwkt top",
            "  anax lwkt top --pid 4711 --interval 0.5",
            "  anax lwkt top --count 3 > top.txt"
        })
final class LwktTopCommand implements Callable<Integer> {
    private static final double SECOND_NS = 1e9;
    private static final double LEAST_INTERVAL = 0.1;
    private static final double MOST_INTERVAL = 3_600;
    private static final int MOST_THREADS = 20;
    private static final long END_TIMEOUT_S = 10;
    private static final String HOME = "\033[H";
    private static final String ERASE_LINE = "\033[K";
    private static final String ERASE_BELOW = "\033[J";

    private final Surroundings surroundings;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    @Spec
    private CommandSpec spec;

    @Option(names = "--pid", paramLabel = "P", description = "Only machines of this process.")
    private Long pid;

    @Option(
            names = "--interval",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seconds from one picture to the next. Usual: 1.")
    private double interval;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many pictures; 0 for until Ctrl-C. Usual: 0 on a terminal, else 1.")
    private Integer count;

    LwktTopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(interval >= LEAST_INTERVAL && interval <= MOST_INTERVAL)) {
            throw new ParameterException(
                    spec.commandLine(), "--interval " + interval + " was given; use 0.1 to 3600 seconds");
        }
        if (count != null && count < 0) {
            throw new ParameterException(spec.commandLine(), "--count " + count + " was given; use 0 or more");
        }
        try (OnExit.Registration _ = surroundings.onExit().add(this::interrupt)) {
            return watch(new LwktLook(surroundings, "top", pid));
        } finally {
            finished.countDown();
        }
    }

    private int watch(LwktLook look) throws IOException, InterruptedException {
        int wanted = count != null ? count : surroundings.terminal().outIsTerminal() ? 0 : 1;
        LwktLook.Seen before = look.ask(false);
        long beforeNs = surroundings.clock().nowNs();
        if (before.machines().isEmpty()) {
            return before.denied() > 0 ? ExitCodes.DENIED : look.nothingFound();
        }
        for (int picture = 1; wanted == 0 || picture <= wanted; picture++) {
            if (interrupted.await((long) (interval * SECOND_NS), TimeUnit.NANOSECONDS)) {
                return ExitCodes.INTERRUPTED;
            }
            LwktLook.Seen now = look.ask(false);
            long nowNs = surroundings.clock().nowNs();
            if (now.machines().isEmpty()) {
                look.say("the machines are gone");
                return ExitCodes.OK;
            }
            show(lines(before.machines(), now.machines(), nowNs - beforeNs), picture == 1);
            before = now;
            beforeNs = nowNs;
        }
        return ExitCodes.OK;
    }

    private static List<String> lines(
            Map<Path, MachineSnapshot> before, Map<Path, MachineSnapshot> now, long passedNs) {
        List<String> lines = new ArrayList<>();
        now.forEach((socket, machine) -> {
            MachineSnapshot earlier = before.get(socket);
            if (earlier != null) { // one that is new is shown the next time
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(TopTable.of(earlier, machine, passedNs, MOST_THREADS));
            }
        });
        return lines;
    }

    private void show(List<String> lines, boolean first) {
        boolean terminal = surroundings.terminal().outIsTerminal();
        int columns = surroundings.terminal().columns();
        StringBuilder text = new StringBuilder(terminal ? HOME : first ? "" : System.lineSeparator());
        for (String line : lines) {
            String printable = Characters.printable(line, surroundings.out().charset());
            text.append(
                            terminal
                                    ? printable.substring(0, Math.min(printable.length(), columns)) + ERASE_LINE
                                    : printable)
                    .append(System.lineSeparator());
        }
        surroundings.out().print(terminal ? text.append(ERASE_BELOW) : text);
        surroundings.out().flush();
    }

    /// On the JVM's shutdown thread: has the main thread come to its end, and waits for it.
    private void interrupt() {
        interrupted.countDown();
        try {
            if (!finished.await(END_TIMEOUT_S, TimeUnit.SECONDS)) {
                surroundings.err().println("anax lwkt top: a machine keeps it waiting; it ends without it");
            }
        } catch (InterruptedException end) {
            // The JVM ends in any case.
        }
    }
}
