package anax.runtime;

import java.util.List;

/// What one lightweight thread was doing when its CPU was asked.
///
/// Owner: nobody; immutable.
///
/// @param cpu           the CPU that owned it
/// @param name          what people call it
/// @param state         whether it ran, could run, or waited
/// @param priority      1 to 31, the higher goes first
/// @param waitMessage   what it waited for; empty unless it waited
/// @param criticalCount in how many critical sections it was
/// @param sections      if it was in any, which ones it had entered last and where, the newest first; empty unless
///                      the machine is in debug mode
/// @param portDepth     how many messages lay on its built-in port
/// @param ranNs         for how long it had had the processor, in nanoseconds, by samples
/// @param stack         where it was, the innermost call first; empty if it had not begun, or if nobody asked for it
public record ThreadSnapshot(
        int cpu,
        String name,
        State state,
        int priority,
        String waitMessage,
        int criticalCount,
        String sections,
        int portDepth,
        long ranNs,
        List<StackTraceElement> stack) {

    /// What a thread can be doing.
    public enum State {
        /// It had the processor.
        RUNNING,
        /// An interrupt thread had taken the processor from it.
        PREEMPTED,
        /// It stood on the run queue, or on that of its user scheduler.
        READY,
        /// Somebody had to schedule it first.
        WAITING
    }

    /// Copies the stack.
    public ThreadSnapshot {
        stack = List.copyOf(stack);
    }
}
