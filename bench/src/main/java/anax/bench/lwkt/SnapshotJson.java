package anax.bench.lwkt;

import anax.runtime.ThreadSnapshot;
import anax.runtime.inspect.CpuSnapshot;
import anax.runtime.inspect.MachineSnapshot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/// Snapshots as JSON: `{"machines": [{"name", "pid", "cpus": [{..., "threads": [...]}]}]}`.
///
/// Owner: nobody; stateless. Allocates.
public final class SnapshotJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SnapshotJson() {}

    /// The snapshots as text of several lines, counters included.
    public static String of(List<MachineSnapshot> machines) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode list = root.putArray("machines");
        for (MachineSnapshot machine : machines) {
            ObjectNode node = list.addObject();
            node.put("name", machine.name()).put("pid", machine.pid());
            ArrayNode cpus = node.putArray("cpus");
            machine.cpus().forEach(cpu -> cpu(cpus.addObject(), cpu));
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers could not be written", impossible);
        }
    }

    private static void cpu(ObjectNode node, CpuSnapshot cpu) {
        node.put("id", cpu.id())
                .put("processor", cpu.processor())
                .put("answered", cpu.answered())
                .put("parked", cpu.parked())
                .put("runs", cpu.runs())
                .put("omitted", cpu.omitted());
        ObjectNode counters = node.putObject("counters");
        cpu.counters().forEach(counters::put);
        stack(node.putArray("held"), cpu.held());
        ArrayNode threads = node.putArray("threads");
        cpu.threads().forEach(thread -> thread(threads.addObject(), thread));
    }

    private static void thread(ObjectNode node, ThreadSnapshot thread) {
        node.put("name", thread.name())
                .put("cpu", thread.cpu())
                .put("state", thread.state().name().toLowerCase(Locale.ROOT))
                .put("priority", thread.priority())
                .put("criticalCount", thread.criticalCount())
                .put("sections", thread.sections())
                .put("portDepth", thread.portDepth())
                .put("waitMessage", thread.waitMessage());
        stack(node.putArray("stack"), thread.stack());
    }

    private static void stack(ArrayNode node, List<StackTraceElement> stack) {
        stack.forEach(frame -> node.add(frame.toString()));
    }
}
