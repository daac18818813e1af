package anax.bench.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Reads what the kernel's files say about the machine.
///
/// Owner: whoever made it; stateless but for its root. Allocates; reads files.
public final class MachineReader {
    private static final String UNKNOWN = "unknown";

    private final Path root;

    /// Makes a reader.
    ///
    /// @param root where `proc` and `sys` are: `/`, or a test's folder
    public MachineReader(Path root) {
        this.root = root;
    }

    /// All facts; what cannot be read is "unknown".
    public MachineFacts facts() {
        String cpuinfo = read("proc/cpuinfo");
        return new MachineFacts(
                cpuModel(cpuinfo),
                count(read("sys/devices/system/cpu/online")),
                orUnknown(field(read("proc/self/status"), "Cpus_allowed_list")),
                cpuQuota(),
                smt(),
                orUnknown(read("sys/devices/system/node/online")),
                (" " + field(cpuinfo, "flags") + " ").contains(" hypervisor "),
                kernel());
    }

    /// Processor time so far, of the machine and of this program.
    public ProcStat processorTime() {
        return ProcStat.parse(read("proc/stat"), read("proc/self/stat"));
    }

    /// Threads that ran or wanted to, on average over the last minute, as text.
    public String load() {
        String text = read("proc/loadavg");
        return text.isEmpty() ? UNKNOWN : text.substring(0, (text + " ").indexOf(' '));
    }

    private String cpuModel(String cpuinfo) {
        String model = field(cpuinfo, "model name");
        if (model.isEmpty()) {
            model = field(cpuinfo, "Processor");
        }
        if (model.isEmpty() && !field(cpuinfo, "CPU part").isEmpty()) {
            model = "implementer " + field(cpuinfo, "CPU implementer") + ", part " + field(cpuinfo, "CPU part");
        }
        return model.isEmpty() ? System.getProperty("os.arch") : model;
    }

    private String kernel() {
        String release = read("proc/sys/kernel/osrelease");
        return System.getProperty("os.name") + " " + (release.isEmpty() ? System.getProperty("os.version") : release);
    }

    private String smt() {
        return switch (read("sys/devices/system/cpu/smt/active")) {
            case "1" -> "on";
            case "0" -> "off";
            default -> UNKNOWN;
        };
    }

    /// Control groups, version 2: "max 100000", or a quota and a period in microseconds.
    private String cpuQuota() {
        String group = field(read("proc/self/cgroup"), "0:");
        String text = read("sys/fs/cgroup" + group + "/cpu.max");
        if (text.isEmpty()) {
            text = read("sys/fs/cgroup/cpu.max");
        }
        String[] words = text.split(" +");
        if (words.length != 2 || words[0].equals("max")) {
            return "none";
        }
        double processors = Double.parseDouble(words[0]) / Double.parseDouble(words[1]);
        return String.format(Locale.ROOT, "%.2f processors", processors);
    }

    /// How many numbers a list such as "0-3,8" names.
    static int count(String list) {
        int count = 0;
        for (String range : list.split(",")) {
            if (!range.isBlank()) {
                String[] ends = range.strip().split("-");
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
        }
        return count;
    }

    /// What follows the first line's `name` and colon; empty if no line starts so.
    static String field(String text, String name) {
        for (String line : text.lines().toList()) {
            if (line.startsWith(name)) {
                String rest = line.substring(name.length()).stripLeading();
                return (rest.startsWith(":") ? rest.substring(1) : rest).strip();
            }
        }
        return "";
    }

    private static String orUnknown(String text) {
        return text.isEmpty() ? UNKNOWN : text;
    }

    private String read(String path) {
        try {
            return Files.readString(root.resolve(path)).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
