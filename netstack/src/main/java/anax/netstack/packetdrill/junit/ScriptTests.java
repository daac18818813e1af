package anax.netstack.packetdrill.junit;

import anax.netstack.packetdrill.run.Result;
import anax.netstack.packetdrill.run.RunOptions;
import anax.netstack.packetdrill.run.ScriptFile;
import anax.netstack.packetdrill.run.ScriptRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A test for each script of a folder. A script that does not pass fails its test, also one that is unsupported.
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> rules() throws IOException {
///     return ScriptTests.in(Path.of("src/test/packetdrill"), RunOptions.standard());
/// }
/// ```
///
/// Owner: nobody, it keeps no state.
public final class ScriptTests {
    private ScriptTests() {}

    /// The tests of a folder and those below it, by the names of the scripts within it.
    ///
    /// @throws IOException if the folder cannot be read
    public static Stream<DynamicTest> in(Path folder, RunOptions options) throws IOException {
        return ScriptFile.in(List.of(folder)).stream()
                .map(script -> DynamicTest.dynamicTest(
                        folder.relativize(script.path()).toString(),
                        script.path().toUri(),
                        () -> run(script, options)));
    }

    private static void run(ScriptFile script, RunOptions options) throws IOException {
        final String text = Files.readString(script.path(), StandardCharsets.UTF_8);
        final Result result = ScriptRunner.run(script.name(), text, options);
        if (!result.passed()) {
            throw new AssertionError(result.shown());
        }
    }
}
