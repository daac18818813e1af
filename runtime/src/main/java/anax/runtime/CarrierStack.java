package anax.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts the stack of a Java thread that carries a CPU into the fibers that are mounted on it, for a person to read.
///
/// Owner: nobody; stateless. Allocates.
///
/// The running thread stands at the top, below it whomever it preempted, and the CPU's own loop at the bottom.
final class CarrierStack {
    private static final String JVM = "jdk.internal.vm.";
    private static final String CONTINUATION = JVM + "Continuation";

    private CarrierStack() {}

    /// The frames of each fiber, the topmost first, without those that only mount it; what carries the CPU's own
    /// fiber is left out.
    static List<List<StackTraceElement>> fibers(StackTraceElement[] stack) {
        List<List<StackTraceElement>> fibers = new ArrayList<>();
        List<StackTraceElement> fiber = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (is(frame, CONTINUATION, "run")) {
                fibers.add(fiber);
                fiber = new ArrayList<>();
            } else if (!isMounting(frame)) {
                fiber.add(frame);
            }
        }
        if (fibers.isEmpty()) {
            fibers.add(fiber); // the stack of a fiber that is not mounted ends with itself
        }
        return fibers;
    }

    /// The stack without the entry of the crossbar that looks at it: it begins with the poll point.
    static StackTraceElement[] withoutEntry(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (is(stack[i], Cpu.class.getName(), "poll")) {
                return Arrays.copyOfRange(stack, i, stack.length);
            }
        }
        return stack;
    }

    private static boolean isMounting(StackTraceElement frame) {
        return frame.getClassName().startsWith(JVM)
                || frame.getClassName().equals(Fiber.class.getName())
                || is(frame, Lwkt.class.getName(), "runToEnd");
    }

    private static boolean is(StackTraceElement frame, String className, String method) {
        return frame.getClassName().equals(className) && frame.getMethodName().equals(method);
    }
}
