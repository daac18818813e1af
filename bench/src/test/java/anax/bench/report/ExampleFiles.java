package anax.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reports as JSON files, as if they had come from elsewhere.
public final class ExampleFiles {
    private ExampleFiles() {}

    /// A run of messages.
    public static Path messages(Path folder) throws IOException {
        return Files.writeString(folder.resolve("messages.json"), JsonReport.of(Examples.report()));
    }

    /// A run of throughput.
    public static Path throughput(Path folder) throws IOException {
        Report report = Examples.reportOf(ThroughputExamples.usual());
        return Files.writeString(folder.resolve("throughput.json"), JsonReport.of(report));
    }
}
