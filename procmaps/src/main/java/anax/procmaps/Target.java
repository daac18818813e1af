package anax.procmaps;

import anax.procmaps.live.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the command was asked to show.
///
/// Owner: nobody; values.
public sealed interface Target {
    /// How the user or the process table calls it.
    String label();

    /// A live process.
    ///
    /// @param pid its number
    record Live(long pid) implements Target {
        @Override
        public String label() {
            return Long.toString(pid);
        }
    }

    /// A saved `maps` or `smaps`.
    ///
    /// @param file where it is
    record Saved(Path file) implements Target {
        @Override
        public String label() {
            return file.toString();
        }
    }

    /// Standard input.
    record Input() implements Target {
        @Override
        public String label() {
            return "-";
        }
    }

    /// What one word means: a number is a process, `self` this one, `-` the input; else a file if there is one
    /// and it is no folder, else every process of that name. Empty if it is nothing.
    static List<Target> of(String word) throws IOException {
        if (word.equals("-")) {
            return List.of(new Input());
        }
        if (word.equals("self")) {
            return List.of(new Live(ProcessHandle.current().pid()));
        }
        if (isNumber(word)) {
            return List.of(new Live(Long.parseLong(word)));
        }
        Path file = Path.of(word);
        if (Files.exists(file) && !Files.isDirectory(file)) {
            return List.of(new Saved(file));
        }
        List<Target> found = new ArrayList<>();
        for (long pid : Processes.named(word)) {
            found.add(new Live(pid));
        }
        return found;
    }

    private static boolean isNumber(String word) {
        boolean digits = !word.isEmpty() && word.length() < 10;
        for (int i = 0; i < word.length(); i++) {
            digits &= word.charAt(i) >= '0' && word.charAt(i) <= '9';
        }
        return digits;
    }
}
