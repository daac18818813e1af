package anax.bench;

import anax.bench.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `anax bench bundle`: packs the program and a JDK into one archive for machines that have neither JDK nor Maven.
///
/// Owner: the main thread.
@Command(
        name = "bundle",
        description = {
            "Packs the program and the JDK that it needs into one archive, for machines with more processors.",
            "There: tar xzf FILE, then anax-bench/anax bench throughput --json big.json. Here again: anax bench merge."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class BundleCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "anax-bench.tar.gz",
            description = "The archive to write. Usual: ${DEFAULT-VALUE}")
    private Path output;

    BundleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        surroundings.err().println("anax bench bundle: linking a JDK, which takes some seconds");
        new Bundle(surroundings.onExit()).write(output);
        surroundings.out().println(output);
        return ExitCodes.OK;
    }
}
