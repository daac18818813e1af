package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.TcpConfig;
import java.util.List;
import java.util.regex.Pattern;

/// Commands that come before the stack is made, as knobs of its configuration: none is run. A command that is no knob
/// is unsupported as it stands.
///
/// Owner: the run of a script.
final class Commands {
    private static final Pattern SEPARATOR = Pattern.compile("&&|;|\n");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String LINUX_PATH = "/proc/sys/net/ipv4/";
    private static final String LINUX = "net.ipv4.";
    private static final String BSD = "net.inet.tcp.";
    private static final String OWN = "anax.tcp.";
    private static final List<String> FLAGS = List.of("-w", "-q", "-e", "-n");

    private TcpConfig config;

    Commands(TcpConfig config) {
        this.config = config;
    }

    TcpConfig config() {
        return config;
    }

    void run(CommandLine command) {
        for (final String part : SEPARATOR.split(command.text())) {
            if (!part.isBlank()) {
                run(command, List.of(BLANKS.split(part.strip())));
            }
        }
    }

    private void run(CommandLine command, List<String> words) {
        final String name = words.getFirst();
        if (name.equals("sysctl") || name.endsWith("/sysctl")) {
            for (final String word : words.subList(1, words.size())) {
                if (!FLAGS.contains(word)) {
                    set(command, word);
                }
            }
        } else if (name.endsWith("set_sysctls.py")) {
            words.subList(1, words.size()).forEach(word -> set(command, word));
        } else if (!name.endsWith("defaults.sh") && !name.matches(".*sysctl_restore_\\S*\\.sh")) {
            throw new UnsupportedException(command.at(), "command `" + String.join(" ", words) + "`");
        }
    }

    private void set(CommandLine command, String assignment) {
        final int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new UnsupportedException(command.at(), "sysctl " + assignment + ", which sets nothing");
        }
        final String name = assignment.substring(0, equals);
        final String value = assignment.substring(equals + 1).replace("\"", "");
        try {
            config = set(command, name, value);
        } catch (NumberFormatException wrong) {
            throw new InvalidScriptException(command.at(), assignment + " is given no number");
        } catch (IllegalArgumentException outOfRange) {
            throw new UnsupportedException(command.at(), assignment + ": " + outOfRange.getMessage());
        }
    }

    private TcpConfig set(CommandLine command, String name, String value) {
        if (name.startsWith(BSD)) {
            return BsdKnobs.set(command.at(), config, name.substring(BSD.length()), Long.parseLong(value));
        }
        if (name.equals("kern.ipc.maxsockbuf")) {
            return config; // buffers are bounded by their own sizes
        }
        if (name.startsWith(LINUX_PATH)) {
            return LinuxKnobs.set(command.at(), config, name.substring(LINUX_PATH.length()), value);
        }
        if (name.startsWith(OWN)) {
            return OwnKnobs.set(command.at(), config, name.substring(OWN.length()), value);
        }
        if (name.startsWith(LINUX)) {
            return LinuxKnobs.set(command.at(), config, name.substring(LINUX.length()), value);
        }
        throw new UnsupportedException(command.at(), "sysctl " + name);
    }
}
