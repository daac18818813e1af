package anax.bench;

import picocli.CommandLine.Command;

/// `anax lwkt`: lightweight threads, shown at work, listed, and watched.
///
/// Owner: the main thread.
@Command(
        name = "lwkt",
        description = "Shows lightweight threads at work, lists them, and watches them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong command line", "others:see the --help of each command"})
final class LwktCommand {

    /// Makes one; the command line does.
    LwktCommand() {}
}
