package anax.procmaps.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What the command works in: its streams, and what they go to.
///
/// Owner: the main thread.
///
/// @param in          where `-` is read from
/// @param out         where results go
/// @param err         where all else goes
/// @param outTerminal true if results go to a terminal
/// @param variables   the environment: `NO_COLOR`, `TERM`, `COLUMNS`
public record Surroundings(
        InputStream in, PrintStream out, PrintStream err, boolean outTerminal, Map<String, String> variables) {
    private static final int USUAL_COLUMNS = 80;

    /// Those of this process, with these streams.
    public static Surroundings ofThisProcess(InputStream in, PrintStream out, PrintStream err) {
        return new Surroundings(in, out, err, isTerminal(), System.getenv());
    }

    /// The rule for colours: on a terminal that can show them, unless `NO_COLOR` is set to anything but nothing.
    boolean mayColour() {
        return outTerminal
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    int columns() {
        String columns = variables.getOrDefault("COLUMNS", "");
        boolean isNumber = columns.length() < 5 && columns.chars().allMatch(Character::isDigit) && !columns.isEmpty();
        return isNumber ? Math.max(20, Integer.parseInt(columns)) : USUAL_COLUMNS;
    }

    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }
}
