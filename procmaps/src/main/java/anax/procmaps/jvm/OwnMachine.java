package anax.procmaps.jvm;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/// Asks the JVM that this code runs in. Over its socket it could wait for ever: while it writes its answer it may
/// stop all threads, the one that should read it among them.
///
/// Owner: one call.
final class OwnMachine {
    private OwnMachine() {}

    /// What the JVM answers to a `jcmd` command such as `VM.info`; empty if it knows no such command or tells
    /// nobody.
    static Optional<String> ask(String command) {
        String[] words = command.split("\\.", 2);
        if (words.length != 2) {
            return Optional.empty();
        }
        try {
            Object answer = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            words[0].toLowerCase(Locale.ROOT) + capitalised(words[1]),
                            null,
                            null);
            return Optional.of(answer.toString());
        } catch (JMException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String capitalised(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
