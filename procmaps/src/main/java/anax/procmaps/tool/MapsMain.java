package anax.procmaps.tool;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// The command as a program of its own, which starts fastest: nothing but this jar and picocli.
///
/// Owner: the main thread.
public final class MapsMain {
    private static final int BUFFER = 64 * 1024;

    private MapsMain() {}

    /// Runs the command and exits with its code.
    ///
    /// @param arguments targets and options
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                false,
                StandardCharsets.UTF_8);
        int code = run(Surroundings.ofThisProcess(System.in, out, System.err), arguments);
        out.flush();
        System.exit(code);
    }

    /// Runs the command and answers with its exit code.
    public static int run(Surroundings surroundings, String... arguments) {
        CommandLine command = MapsCommand.commandLine(surroundings, arguments);
        command.setCommandName("anax maps");
        command.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        command.setExecutionExceptionHandler((failure, _, _) -> say(failure, surroundings));
        return command.execute(arguments);
    }

    private static int say(Exception failure, Surroundings surroundings) throws Exception {
        surroundings.out().flush();
        return switch (failure) {
            case IOException e -> {
                surroundings.err().println("anax maps: " + e.getMessage());
                yield ExitCodes.USAGE;
            }
            case InterruptedException _ -> ExitCodes.INTERRUPTED;
            default -> throw failure;
        };
    }
}
