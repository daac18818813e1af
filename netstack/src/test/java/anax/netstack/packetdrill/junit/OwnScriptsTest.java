package anax.netstack.packetdrill.junit;

import anax.netstack.packetdrill.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each rule that the stack claims to keep has a script, and each script passes strictly.
class OwnScriptsTest {
    private static final Path FOLDER = Path.of("src/test/packetdrill");

    @TestFactory
    Stream<DynamicTest> shouldKeepEachRule() throws IOException {
        return ScriptTests.in(FOLDER, RunOptions.standard());
    }
}
