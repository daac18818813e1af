package anax.bench.bundle;

import anax.bench.measure.OnExit;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Makes the archive: a script, the flags of this JVM, the jars of its class path, and a JDK of the modules that they
/// use.
///
/// Owner: the main thread, which [#write] blocks for as long as linking takes. Allocates; writes files.
public final class Bundle {
    /// The folder that the archive unpacks to.
    public static final String FOLDER = "anax-bench";

    /// What the program and its libraries use.
    static final List<String> MODULES = List.of(
            "java.base",
            "java.compiler",
            "java.desktop",
            "java.logging",
            "java.management",
            "java.xml",
            "jdk.jfr",
            "jdk.management",
            "jdk.unsupported");

    private static final String MAIN_CLASS = "anax.bench.Anax";
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final OnExit onExit;

    /// Makes one.
    ///
    /// @param onExit deletes what is half done if the program ends early
    public Bundle(OnExit onExit) {
        this.onExit = onExit;
    }

    /// Writes the archive.
    ///
    /// @throws IOException if there is no jlink, this program does not run from jars, or a file could not be
    ///     written
    public void write(Path archive) throws IOException, InterruptedException {
        List<Path> jars = jars();
        Path folder = Files.createTempDirectory("anax-bundle");
        Path half = archive.toAbsolutePath().resolveSibling("." + archive.getFileName() + ".part");
        try (OnExit.Registration _ = onExit.add(() -> {
            delete(folder);
            half.toFile().delete();
        })) {
            Path jdk = folder.resolve("jdk");
            link(jdk, folder.resolve("log"));
            pack(half, jars, jdk);
            Files.move(half, archive, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(folder);
            Files.deleteIfExists(half);
        }
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith(".jar")) {
                throw new IOException("a bundle is made of jars, and this program runs from " + entry
                        + "; build it and start it with ./anax");
            }
            jars.add(Path.of(entry));
        }
        return jars;
    }

    private static void link(Path jdk, Path log) throws IOException, InterruptedException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new IOException(jlink + " is missing; start this with a whole JDK, by JAVA_HOME for instance");
        }
        Process process = new ProcessBuilder(
                        jlink.toString(),
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-9",
                        "--output",
                        jdk.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("jlink could not make a JDK; it said: "
                    + Files.readString(log).strip());
        }
    }

    private void pack(Path archive, List<Path> jars, Path jdk) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                TarWriter tar = new TarWriter(new GZIPOutputStream(file))) {
            tar.file(FOLDER + "/anax", EXECUTABLE, launcher().getBytes(StandardCharsets.UTF_8));
            tar.file(FOLDER + "/jvm.flags", PLAIN, flags().getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars) {
                tar.file(FOLDER + "/lib/" + jar.getFileName(), PLAIN, Files.readAllBytes(jar));
            }
            try (Stream<Path> files = Files.walk(jdk)) {
                for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                    tar.file(
                            FOLDER + "/jdk/" + jdk.relativize(each),
                            Files.isExecutable(each) ? EXECUTABLE : PLAIN,
                            Files.readAllBytes(each));
                }
            }
        }
    }

    /// Words of the shell itself alone: nothing has to be on the PATH.
    private static String launcher() {
        return """
                #!/bin/sh
                # Starts Anax with the JDK that lies beside this file. ANAX_JAVA_OPTS: more options for the JVM.
                case $0 in
                    */*) home=${0%/*} ;;
                    *) home=. ;;
                esac
                home=$(cd "$home" && pwd)
                # The options are words, split at blanks.
                # shellcheck disable=SC2086
                exec "$home/jdk/bin/java" "@$home/jvm.flags" $ANAX_JAVA_OPTS -cp "$home/lib/*" MAIN "$@"
                """.replace("MAIN", MAIN_CLASS);
    }

    /// What this JVM was started with, but for agents, whose files are not in the archive.
    private static String flags() {
        StringBuilder flags = new StringBuilder();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agent") && !flag.startsWith("-javaagent") && !flag.startsWith("-Xrun")) {
                flags.append('"').append(flag).append("\"\n");
            }
        }
        return flags.toString();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        } catch (IOException gone) {
            // The other of the two callers was here first.
        }
    }
}
