package anax.bench.measure;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command that starts a fresh JVM like the one that runs.
///
/// Owner: nobody; immutable.
///
/// The fork gets this JVM's flags, so that whoever chooses a collector measures with it. A debugger's agent is
/// left out: it would slow the fork down and want this JVM's port. Virtual threads get one carrier, for a CPU of
/// ours is one processor too.
///
/// @param words what precedes the program's own arguments
public record ForkCommandLine(List<String> words) {
    private static final List<String> ONE_CARRIER =
            List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");

    /// Copies.
    public ForkCommandLine {
        words = List.copyOf(words);
    }

    /// The command for a JVM like this one.
    ///
    /// @param mainClass the class to start if this JVM was not started from a jar
    public static ForkCommandLine likeThisJvm(Class<?> mainClass) {
        return of(
                Path.of(System.getProperty("java.home")),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                System.getProperty("java.class.path"),
                mainClass.getName());
    }

    /// The command for a JVM with these properties.
    ///
    /// @param javaHome  where the JDK is
    /// @param flags     the running JVM's flags
    /// @param classPath the running JVM's class path: a single jar is started as one, for its manifest replaces
    ///   flags
    /// @param mainClass the class to start otherwise
    public static ForkCommandLine of(Path javaHome, List<String> flags, String classPath, String mainClass) {
        List<String> words = new ArrayList<>();
        words.add(javaHome.resolve("bin").resolve("java").toString());
        for (String flag : flags) {
            if (!isDebugger(flag) && !ONE_CARRIER.contains(flag)) {
                words.add(flag);
            }
        }
        words.addAll(ONE_CARRIER);
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            words.add("-jar");
            words.add(classPath);
        } else {
            words.add("-cp");
            words.add(classPath);
            words.add(mainClass);
        }
        return new ForkCommandLine(words);
    }

    /// The whole command.
    ///
    /// @param arguments the program's own
    public List<String> with(String... arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(arguments));
        return all;
    }

    private static boolean isDebugger(String flag) {
        return flag.startsWith("-agentlib:jdwp") || flag.startsWith("-Xrunjdwp") || flag.equals("-Xdebug");
    }
}
