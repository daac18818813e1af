package anax.bench;

import anax.bench.lwkt.SnapshotJson;
import anax.bench.lwkt.ThreadTable;
import anax.bench.terminal.Characters;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `anax lwkt ps`: lists the lightweight threads of machines that run, held ones included.
///
/// Owner: the main thread.
@Command(
        name = "ps",
        description = {
            "Lists the lightweight threads of the machines in your processes.",
            "A machine is found if its program has opened an Inspector, as anax lwkt demo does."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every machine that was found is listed",
            "2:wrong command line",
            "3:there is no such machine: none at all, or none in the process of --pid",
            "4:a machine could not be looked at: access denied, or no answer; others are listed"
        },
        footer = {
            "",
            "STATE is running, preempted (by an interrupt thread), ready or waiting; a CPU that",
            "runs none is parked or awake, and one whose thread passes no poll point is held by",
            "that thread, whose stack follows. PRI: the higher goes first. CRIT: critical",
            "sections. PORT: messages on the thread's port. WAIT: what it waits for.",
            "",
            "Examples:",
            "  anax lwkt ps",
            "  anax lwkt ps --pid 4711 --stacks",
            "  anax lwkt ps --json"
        })
final class LwktPsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--pid", paramLabel = "P", description = "Only machines of this process.")
    private Long pid;

    @Option(names = "--stacks", description = "The stack of each thread below it.")
    private boolean stacks;

    @Option(names = "--counters", description = "What each CPU has counted since boot.")
    private boolean counters;

    @Option(names = "--json", description = "JSON instead of a table, with counters.")
    private boolean json;

    LwktPsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        LwktLook look = new LwktLook(surroundings, "ps", pid);
        LwktLook.Seen seen = look.ask(stacks);
        if (seen.machines().isEmpty()) {
            return seen.denied() > 0 ? ExitCodes.DENIED : look.nothingFound();
        }
        print(look, List.copyOf(seen.machines().values()));
        return seen.denied() > 0 ? ExitCodes.DENIED : ExitCodes.OK;
    }

    private void print(LwktLook look, List<MachineSnapshot> machines) {
        List<String> lines = new ArrayList<>();
        if (json) {
            lines.add(SnapshotJson.of(machines));
        } else {
            for (MachineSnapshot machine : machines) {
                if (!lines.isEmpty()) {
                    lines.add("");
                }
                lines.addAll(ThreadTable.of(machine, stacks, counters));
            }
        }
        for (String line : lines) {
            surroundings
                    .out()
                    .println(Characters.printable(line, surroundings.out().charset()));
        }
        for (MachineSnapshot machine : machines) {
            for (CpuSnapshot cpu : machine.cpus()) {
                if (!cpu.answered()) {
                    look.say("CPU " + cpu.id() + " of process " + machine.pid()
                            + " did not answer: the thread that it runs passes no poll point, and its others cannot"
                            + " be listed");
                }
            }
        }
    }
}
