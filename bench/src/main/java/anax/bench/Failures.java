package anax.bench;

import anax.bench.measure.ForkFailure;
import picocli.CommandLine;

/// Tells the person at the terminal why a command failed, and chooses the exit code.
///
/// Owner: nobody; stateless.
final class Failures {
    private Failures() {}

    static int say(Exception failure, CommandLine command, Surroundings surroundings) {
        if (isInterruption(failure, surroundings)) {
            // What is seen here is only the consequence of Ctrl-C; the program's end says so itself.
            return ExitCodes.INTERRUPTED;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence(failure));
        return ExitCodes.FAILED;
    }

    /// True if the failure is the consequence of the program's being told to end.
    static boolean isInterruption(Exception failure, Surroundings surroundings) {
        return surroundings.onExit().hasBegun()
                || failure instanceof InterruptedException
                || (failure instanceof ForkFailure fork && fork.isInterrupted());
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
