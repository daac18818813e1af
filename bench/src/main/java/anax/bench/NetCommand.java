package anax.bench;

import picocli.CommandLine.Command;

/// `anax net`: a stack on a device of this machine's kernel, and what stacks that run have to tell.
///
/// Owner: the main thread.
@Command(
        name = "net",
        description = "Puts a TCP/IP stack on a TAP or TUN device, and shows what it does.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong command line", "others:see the --help of each command"})
final class NetCommand {

    /// Makes one; the command line does.
    NetCommand() {}
}
