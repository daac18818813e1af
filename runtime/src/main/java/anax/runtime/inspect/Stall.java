package anax.runtime.inspect;

import java.util.List;

/// A CPU that somebody holds: it runs, and passes no poll point.
///
/// Owner: nobody; immutable.
///
/// @param cpu      the CPU, in words
/// @param thread   the name of the thread that it runs; `idle` if what holds it runs under its own loop
/// @param heldNs   for how long at least, in nanoseconds
/// @param sections the critical sections that it entered last, the newest first, if it is in any; empty unless the
///                 machine is in debug mode
/// @param stack    where that thread is, the innermost call first
public record Stall(String cpu, String thread, long heldNs, String sections, List<StackTraceElement> stack) {
    private static final long NS_PER_MS = 1_000_000;

    /// Copies the stack.
    public Stall {
        stack = List.copyOf(stack);
    }

    /// One sentence and the stack.
    public String message() {
        StringBuilder text = new StringBuilder(cpu)
                .append(" has passed no poll point for ")
                .append(heldNs / NS_PER_MS)
                .append(" ms; lightweight thread ")
                .append(thread)
                .append(" holds it, which should yield or call Lwkt.checkpoint");
        if (!sections.isEmpty()) {
            text.append("; critical sections that it entered last: ").append(sections);
        }
        for (StackTraceElement frame : stack) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
