package anax.netstack.packetdrill.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file that holds a script.
///
/// Owner: nobody, it never changes.
///
/// @param name what to call it in messages
/// @param path where it lies
public record ScriptFile(String name, Path path) {
    /// How the names of scripts end.
    public static final String ENDING = ".pkt";

    /// The scripts of some places in the order of their names: a file stands for itself, whatever its name, and a
    /// folder for every script in it and below.
    ///
    /// @throws NoSuchFileException if there is nothing at a place
    public static List<ScriptFile> in(List<Path> places) throws IOException {
        final List<ScriptFile> found = new ArrayList<>();
        for (final Path place : places) {
            if (Files.isDirectory(place)) {
                addAll(place, found);
            } else if (Files.isReadable(place)) {
                found.add(new ScriptFile(place.toString(), place));
            } else {
                throw new NoSuchFileException(place.toString());
            }
        }
        return found;
    }

    private static void addAll(Path folder, List<ScriptFile> found) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .sorted()
                    .forEach(file -> found.add(new ScriptFile(file.toString(), file)));
        }
    }
}
