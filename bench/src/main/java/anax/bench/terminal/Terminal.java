package anax.bench.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the program's output goes to.
///
/// Owner: nobody; immutable. Read once at the start.
///
/// @param outIsTerminal   true if results go to a terminal
/// @param errorIsTerminal true if progress goes to a terminal
/// @param colour          true if results may be coloured
/// @param columns         how wide the terminal is
public record Terminal(boolean outIsTerminal, boolean errorIsTerminal, boolean colour, int columns) {
    /// The width that is assumed where none is told.
    public static final int USUAL_COLUMNS = 80;

    /// Finds out, from the kernel's list of this process's open files.
    ///
    /// @param variables the environment's variables: `NO_COLOR` and `TERM` decide about colours
    public static Terminal ofThisProcess(Map<String, String> variables) throws InterruptedException {
        boolean out = isTerminal(Path.of("/proc/self/fd/1"));
        boolean error = isTerminal(Path.of("/proc/self/fd/2"));
        return new Terminal(out, error, mayColour(out, variables), out || error ? askForColumns() : USUAL_COLUMNS);
    }

    /// The rule for colours: on a terminal that can show them, unless `NO_COLOR` is set to anything but nothing.
    static boolean mayColour(boolean terminal, Map<String, String> variables) {
        return terminal
                && variables.getOrDefault("NO_COLOR", "").isEmpty()
                && !variables.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static boolean isTerminal(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException unknown) {
            return false;
        }
    }

    private static int askForColumns() throws InterruptedException {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL_COLUMNS;
            }
            return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException missing) {
            return USUAL_COLUMNS;
        }
    }

    /// Reads what `stty size` prints: rows and columns.
    static int columns(String rowsAndColumns) {
        String[] words = rowsAndColumns.strip().split(" ");
        if (words.length != 2 || !words[1].matches("[1-9][0-9]{0,4}")) {
            return USUAL_COLUMNS;
        }
        return Integer.parseInt(words[1]);
    }
}
