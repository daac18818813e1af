package anax.bench;

import anax.bench.net.StackAnswers;
import anax.bench.net.StackJson;
import anax.runtime.inspect.InspectionClient;
import anax.runtime.inspect.InspectionFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `anax net stat`, `route`, `neigh` and `ss`: asks a stack that runs in another process.
///
/// Owner: the main thread.
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the stack is shown",
            "2:wrong command line, or --pid is missing where several processes have a stack",
            "3:there is no such stack: none at all, or none in the process of --pid",
            "4:a stack could not be asked: access denied, or no answer"
        })
final class NetLookCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final NetLook look;

    @Option(names = "--pid", paramLabel = "P", description = "The stack of this process; needed if there are several.")
    private Long pid;

    @Option(names = "--json", description = "JSON instead of a table, with all there is to tell.")
    private boolean json;

    NetLookCommand(Surroundings surroundings, NetLook look) {
        this.surroundings = surroundings;
        this.look = look;
    }

    /// The command for a look.
    static CommandLine commandLine(Surroundings surroundings, NetLook look) {
        CommandLine command = new CommandLine(new NetLookCommand(surroundings, look));
        command.setCommandName(look.word());
        List<String> footer = new ArrayList<>();
        footer.add("");
        footer.addAll(look.explanation());
        footer.addAll(List.of("", "Examples:"));
        footer.addAll(List.of("  anax net " + look.word(), "  anax net " + look.word() + " --pid 4711 --json"));
        command.getCommandSpec().usageMessage().description(look.description()).footer(footer.toArray(String[]::new));
        return command;
    }

    @Override
    public Integer call() throws IOException {
        InspectionFolder folder = InspectionFolder.ofThisUser(surroundings.variables());
        StackAnswers found;
        try {
            InspectionClient client = new InspectionClient(surroundings.clock(), PATIENCE);
            found = StackAnswers.of(folder, client, Optional.ofNullable(pid), look.word());
        } catch (IOException untrusted) {
            say(String.valueOf(untrusted.getMessage()));
            return ExitCodes.DENIED;
        }
        List<StackAnswers.Answer> answers = found.answers();
        if (pid == null && processes(answers).size() > 1) {
            say("processes "
                    + processes(answers).stream().map(String::valueOf).collect(Collectors.joining(" and "))
                    + " have a stack; choose one with --pid");
            return ExitCodes.USAGE;
        }
        found.refusals().forEach(this::say);
        if (answers.isEmpty()) {
            return found.refusals().isEmpty() ? nothingFound(folder) : ExitCodes.DENIED;
        }
        print(answers);
        return found.refusals().isEmpty() ? ExitCodes.OK : ExitCodes.DENIED;
    }

    private static List<Long> processes(List<StackAnswers.Answer> answers) {
        return answers.stream().map(StackAnswers.Answer::pid).distinct().toList();
    }

    private void print(List<StackAnswers.Answer> answers) throws IOException {
        if (json) {
            surroundings.out().println(StackJson.of(answers));
            return;
        }
        String gap = "";
        for (StackAnswers.Answer answer : answers) {
            surroundings.out().print(gap);
            look.lines(answer).forEach(surroundings.out()::println);
            gap = System.lineSeparator();
        }
    }

    private int nothingFound(InspectionFolder folder) {
        if (pid == null) {
            say("none of your processes has a stack that can be asked in " + folder.path()
                    + "; start one with ./anax net up");
            return ExitCodes.NOT_FOUND;
        }
        Absence absence = Absence.of(
                pid, "ask its stack", "has no stack that can be asked in " + folder.path() + "; ./anax net up has one");
        say(absence.sentence());
        return absence.code();
    }

    private void say(String sentence) {
        surroundings.err().println("anax net " + look.word() + ": " + sentence);
    }
}
