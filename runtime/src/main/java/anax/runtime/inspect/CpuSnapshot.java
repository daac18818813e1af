package anax.runtime.inspect;

import anax.runtime.ThreadSnapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one CPU was doing.
///
/// Owner: nobody; immutable.
///
/// @param id        its number in the machine
/// @param processor the operating system's number of the processor that it is pinned to; -1 if it is not
/// @param answered  false if it did not answer in time, because the thread that it runs passed no poll point
/// @param parked    true if it slept for want of work, until it was asked
/// @param runs      the name of the thread that it ran; `idle` if it ran none
/// @param counters  what it has counted since boot, by name; may be old if it did not answer
/// @param held      if it did not answer, where the thread is that holds it, the innermost call first
/// @param threads   its threads in the order of their coming; empty if it did not answer
/// @param omitted   how many threads more it has
public record CpuSnapshot(
        int id,
        int processor,
        boolean answered,
        boolean parked,
        String runs,
        Map<String, Long> counters,
        List<StackTraceElement> held,
        List<ThreadSnapshot> threads,
        int omitted) {

    /// Copies what can change; the counters keep their order.
    public CpuSnapshot {
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        held = List.copyOf(held);
        threads = List.copyOf(threads);
    }
}
