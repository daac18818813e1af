package anax.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The archive for machines without JDK and Maven: unpacked elsewhere, it runs with nothing on the PATH.
class BundleIT {
    private static final long MOST_OCTETS = 60_000_000;

    @TempDir
    private Path temp;

    @Test
    void shouldRunElsewhereWithNothingOnThePath() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/tar")), "no /bin/tar to unpack with");
        Path archive = temp.resolve("bundle.tar.gz");
        Ran made = Ran.program(
                temp,
                System.getenv(),
                List.of(Repository.root().resolve("anax").toString(), "bench", "bundle", "--output=" + archive));
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(archive).isRegularFile();
        assertThat(Files.size(archive)).isLessThanOrEqualTo(MOST_OCTETS);
        Path elsewhere = Files.createDirectory(temp.resolve("else where"));
        Ran unpacked = Ran.program(
                elsewhere, System.getenv(), List.of("/bin/tar", "xzf", archive.toString(), "-C", elsewhere.toString()));
        assertThat(unpacked.exitCode()).as(unpacked.err()).isZero();

        String anax = elsewhere.resolve("anax-bench/anax").toString();
        Map<String, String> nothing = Map.of("PATH", "/nowhere");
        Ran version = Ran.program(elsewhere, nothing, List.of(anax, "--version"));
        assertThat(version.exitCode()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("anax 0.1.0");
        Path json = temp.resolve("big.json");
        Ran run = Ran.program(
                elsewhere,
                nothing,
                List.of(
                        anax,
                        "bench",
                        "throughput",
                        "--quick",
                        "--designs=partitioned",
                        "--cpus=1",
                        "--affinity=100",
                        "--no-latency",
                        "--seconds=1",
                        "--report=" + temp.resolve("big.html"),
                        "--json=" + json));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("partitioned, 1 CPU");

        Path merged = temp.resolve("merged.html");
        Ran merge = Ran.program(
                temp,
                System.getenv(),
                List.of(
                        Repository.root().resolve("anax").toString(),
                        "bench",
                        "merge",
                        json.toString(),
                        json.toString(),
                        "--report=" + merged));
        assertThat(merge.exitCode()).as(merge.err()).isZero();
        assertThat(Files.readString(merged).split("<h1>", -1)).hasSize(3);
    }
}
