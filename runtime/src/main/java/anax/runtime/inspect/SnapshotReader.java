package anax.runtime.inspect;

import anax.runtime.ThreadSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads an answer of the wire, whatever it may contain.
///
/// Owner: whoever made it, for one answer. Allocates.
final class SnapshotReader {
    private String name;
    private long pid;
    private final List<CpuSnapshot> cpus = new ArrayList<>();
    private final Map<String, Long> counters = new LinkedHashMap<>();
    private final List<StackTraceElement> held = new ArrayList<>();
    private final List<ThreadSnapshot> threads = new ArrayList<>();
    private final List<StackTraceElement> stack = new ArrayList<>();
    private String[] cpu;
    private String[] thread;
    private String sections = "";
    private long ranNs;
    private int omitted;

    private SnapshotReader() {}

    /// The snapshot that an answer is.
    ///
    /// @throws IOException if it is an error's sentence, or no answer at all
    static MachineSnapshot read(String answer) throws IOException {
        List<String> lines = WireFormat.linesOf(answer);
        SnapshotReader reader = new SnapshotReader();
        try {
            for (String line : lines) {
                reader.line(line.split("\t", -1));
            }
            reader.endCpu();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException broken) {
            throw new IOException("its answer is broken: " + broken.getMessage(), broken);
        }
        if (reader.name == null) {
            throw new IOException("its answer names no machine");
        }
        return new MachineSnapshot(reader.name, reader.pid, reader.cpus);
    }

    private void line(String[] fields) throws IOException {
        switch (fields[0]) {
            case "machine" -> {
                name = WireFormat.unescaped(fields[1]);
                pid = Long.parseLong(fields[2]);
            }
            case "cpu" -> {
                endCpu();
                cpu = fields;
            }
            case "counter" -> counters.put(WireFormat.unescaped(fields[1]), Long.parseLong(fields[2]));
            case "held" -> held.add(frame(fields));
            case "thread" -> {
                endThread();
                thread = fields;
            }
            case "ran" -> ranNs = Long.parseLong(fields[1]);
            case "sections" -> sections = WireFormat.unescaped(fields[1]);
            case "at" -> stack.add(frame(fields));
            case "omitted" -> omitted = Integer.parseInt(fields[1]);
            case WireFormat.ERROR -> throw new IOException(WireFormat.unescaped(fields[1]));
            default -> {
                // A later writer may say more.
            }
        }
    }

    private void endCpu() {
        endThread();
        if (cpu != null) {
            cpus.add(new CpuSnapshot(
                    Integer.parseInt(cpu[1]),
                    Integer.parseInt(cpu[2]),
                    Boolean.parseBoolean(cpu[3]),
                    Boolean.parseBoolean(cpu[4]),
                    WireFormat.unescaped(cpu[5]),
                    counters,
                    held,
                    threads,
                    omitted));
        }
        cpu = null;
        counters.clear();
        held.clear();
        threads.clear();
        omitted = 0;
    }

    private void endThread() {
        if (thread != null) {
            threads.add(new ThreadSnapshot(
                    Integer.parseInt(cpu[1]),
                    WireFormat.unescaped(thread[6]),
                    ThreadSnapshot.State.valueOf(thread[1]),
                    Integer.parseInt(thread[2]),
                    WireFormat.unescaped(thread[5]),
                    Integer.parseInt(thread[3]),
                    sections,
                    Integer.parseInt(thread[4]),
                    ranNs,
                    stack));
        }
        thread = null;
        sections = "";
        ranNs = 0;
        stack.clear();
    }

    private static StackTraceElement frame(String[] fields) {
        String file = WireFormat.unescaped(fields[3]);
        return new StackTraceElement(
                WireFormat.unescaped(fields[1]),
                WireFormat.unescaped(fields[2]),
                file.isEmpty() ? null : file,
                Integer.parseInt(fields[4]));
    }
}
