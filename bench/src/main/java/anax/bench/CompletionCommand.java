package anax.bench;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `anax completion`: the script by which bash and zsh complete the commands and their options.
///
/// Owner: the main thread.
@Command(
        name = "completion",
        description = "Prints the script that completes commands and options: source <(./anax completion)",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .println(AutoComplete.bash("anax", spec.root().commandLine()));
        return ExitCodes.OK;
    }
}
