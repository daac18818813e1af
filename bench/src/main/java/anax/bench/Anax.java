package anax.bench;

import anax.bench.measure.OnExit;
import anax.bench.terminal.Terminal;
import anax.procmaps.tool.MapsCommand;
import anax.runtime.clock.SystemClock;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The program `anax`: finds the command that was asked for and runs it.
///
/// Owner: the main thread.
@Command(
        name = "anax",
        description = "A thread-per-core runtime for the JVM, and the tools that come with it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong command line", "130:interrupted, by Ctrl-C for instance"})
public final class Anax {

    private Anax() {}

    /// Runs a command and exits with its code.
    ///
    /// @param args the command and its options
    public static void main(String[] args) throws InterruptedException {
        Surroundings surroundings = new Surroundings(
                System.out,
                System.err,
                Terminal.ofThisProcess(System.getenv()),
                SystemClock.INSTANCE,
                InstantSource.system(),
                OnExit.install(),
                Path.of("/"),
                System.getenv());
        System.exit(commandLine(surroundings).execute(args));
    }

    /// The command line with all commands.
    static CommandLine commandLine(Surroundings surroundings) {
        BenchCommand all = BenchCommand.forAll(surroundings);
        CommandLine bench = new CommandLine(all);
        for (Bench each : Benches.all()) {
            CommandLine command = new CommandLine(
                    each.name().equals(Benches.throughput().name())
                            ? new ThroughputCommand(surroundings, all)
                            : BenchCommand.forOne(surroundings, each, all));
            command.setCommandName(each.name());
            command.getCommandSpec().usageMessage().description(sentence(each.summary()));
            bench.addSubcommand(each.name(), command);
        }
        bench.addSubcommand("kernel", new CommandLine(new KernelCommand(surroundings)));
        bench.addSubcommand("micro", new CommandLine(new MicroCommand()).setUnmatchedOptionsArePositionalParams(true));
        bench.addSubcommand("paths", new CommandLine(new PathsCommand(surroundings)));
        bench.addSubcommand("bundle", new CommandLine(new BundleCommand(surroundings)));
        bench.addSubcommand("merge", new CommandLine(new MergeCommand(surroundings)));
        CommandLine anax = new CommandLine(new Anax());
        anax.addSubcommand("bench", bench);
        CommandLine lwkt = new CommandLine(new LwktCommand());
        lwkt.addSubcommand("demo", new CommandLine(new LwktDemoCommand(surroundings)));
        lwkt.addSubcommand("calls", new CommandLine(new LwktCallsCommand(surroundings)));
        lwkt.addSubcommand("ps", new CommandLine(new LwktPsCommand(surroundings)));
        lwkt.addSubcommand("top", new CommandLine(new LwktTopCommand(surroundings)));
        anax.addSubcommand("lwkt", lwkt);
        anax.addSubcommand("net", net(surroundings));
        anax.addSubcommand("maps", maps(surroundings));
        anax.addSubcommand("packetdrill", new CommandLine(new PacketdrillCommand(surroundings)));
        anax.addSubcommand("jmh", new CommandLine(new JmhCommand()).setUnmatchedOptionsArePositionalParams(true));
        anax.addSubcommand("completion", new CompletionCommand());
        anax.addSubcommand("fork", new CommandLine(new ForkCommand(surroundings)));
        anax.addSubcommand("host", new CommandLine(new HostCommand(surroundings)));
        anax.setOut(writer(surroundings.out()));
        anax.setErr(writer(surroundings.err()));
        anax.setParameterExceptionHandler((wrong, _) -> sayWhatIsWrong(wrong));
        anax.setExecutionExceptionHandler((failure, command, _) -> Failures.say(failure, command, surroundings));
        return anax;
    }

    private static CommandLine net(Surroundings surroundings) {
        CommandLine net = new CommandLine(new NetCommand());
        net.addSubcommand("up", new CommandLine(new NetUpCommand(surroundings)));
        for (NetLook look : NetLook.values()) {
            net.addSubcommand(look.word(), NetLookCommand.commandLine(surroundings, look));
        }
        return net;
    }

    /// The launcher starts this command by itself, which is faster; here it is for `java -jar` and for the help.
    private static CommandLine maps(Surroundings surroundings) {
        return MapsCommand.commandLine(
                anax.procmaps.tool.Surroundings.ofThisProcess(System.in, surroundings.out(), surroundings.err()));
    }

    private static int sayWhatIsWrong(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("See " + name + " --help.");
        return ExitCodes.USAGE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static String sentence(String summary) {
        return "Measures " + summary + ".";
    }
}
