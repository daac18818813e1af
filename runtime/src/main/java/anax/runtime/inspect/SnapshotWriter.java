package anax.runtime.inspect;

import anax.runtime.ThreadSnapshot;
import java.util.List;

/// Writes a snapshot in the wire's format.
///
/// Owner: whoever made it, for one snapshot. Allocates. Bound: beyond [#MOST_CHARACTERS] no thread is written, only
/// how many there were.
final class SnapshotWriter {
    /// Leaves room for what follows the threads, and for characters that take three octets.
    private static final int MOST_CHARACTERS = WireFormat.MOST_ANSWER / 4;

    private static final int MOST_FRAMES = 256;

    private final StringBuilder text = new StringBuilder();

    private SnapshotWriter() {}

    /// The answer that a snapshot is.
    static String written(MachineSnapshot machine) {
        SnapshotWriter writer = new SnapshotWriter();
        writer.line(WireFormat.VERSION);
        writer.line("machine", machine.name(), machine.pid());
        machine.cpus().forEach(writer::cpu);
        writer.line(WireFormat.END);
        return writer.text.toString();
    }

    /// The answer to a request that cannot be served.
    static String error(String sentence) {
        SnapshotWriter writer = new SnapshotWriter();
        writer.line(WireFormat.VERSION);
        writer.line(WireFormat.ERROR, sentence);
        writer.line(WireFormat.END);
        return writer.text.toString();
    }

    private void cpu(CpuSnapshot cpu) {
        line("cpu", cpu.id(), cpu.processor(), cpu.answered(), cpu.parked(), cpu.runs());
        cpu.counters().forEach((name, value) -> line("counter", name, value));
        frames("held", cpu.held());
        int omitted = cpu.omitted();
        for (ThreadSnapshot thread : cpu.threads()) {
            if (text.length() < MOST_CHARACTERS) {
                thread(thread);
            } else {
                omitted++;
            }
        }
        if (omitted > 0) {
            line("omitted", omitted);
        }
    }

    private void thread(ThreadSnapshot thread) {
        line(
                "thread",
                thread.state(),
                thread.priority(),
                thread.criticalCount(),
                thread.portDepth(),
                thread.waitMessage(),
                thread.name());
        line("ran", thread.ranNs());
        if (!thread.sections().isEmpty()) {
            line("sections", thread.sections());
        }
        frames("at", thread.stack());
    }

    private void frames(String kind, List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack.subList(0, Math.min(stack.size(), MOST_FRAMES))) {
            String file = frame.getFileName() == null ? "" : frame.getFileName();
            line(kind, frame.getClassName(), frame.getMethodName(), file, frame.getLineNumber());
        }
    }

    private void line(String kind, Object... fields) {
        text.append(kind);
        for (Object field : fields) {
            text.append('\t').append(WireFormat.escaped(field.toString()));
        }
        text.append('\n');
    }
}
