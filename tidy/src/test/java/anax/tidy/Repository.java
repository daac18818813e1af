package anax.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The repository that the tests run in.
final class Repository {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode", ".settings");
    private static final Set<String> TEXT_FILES =
            Set.of("anax", "run", "mutants", "pom.xml", "jvm.flags", "jvm.config");
    private static final Set<String> TEXT_ENDINGS = Set.of(".java", ".md", ".xml", ".properties", ".patch");

    private Repository() {}

    /// The root: the nearest folder upwards that has the file of JVM flags.
    static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("jvm.flags"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no jvm.flags in " + start + " or above it; run the tests inside the repository");
    }

    /// The text of one file, by its path from the root.
    static String read(String path) {
        try {
            return Files.readString(root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every text file that somebody wrote, by path.
    static List<Source> sources() {
        Path root = root();
        List<Source> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (isText(file.getFileName().toString())) {
                        String path = root.relativize(file).toString().replace('\\', '/');
                        found.add(new Source(path, Files.readString(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(Comparator.comparing(Source::path));
        return found;
    }

    private static boolean isText(String name) {
        return TEXT_FILES.contains(name) || TEXT_ENDINGS.stream().anyMatch(name::endsWith);
    }
}
