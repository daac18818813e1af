package anax.procmaps.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One run of the command in this JVM, and what came of it.
///
/// @param code the exit code
/// @param out what was written to standard output
/// @param err what was written to standard error
record Ran(int code, String out, String err) {
    static Ran maps(String... arguments) {
        return maps("", false, Map.of(), arguments);
    }

    static Ran maps(String input, boolean terminal, Map<String, String> variables, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                variables);
        int code = MapsMain.run(surroundings, arguments);
        surroundings.out().flush();
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
