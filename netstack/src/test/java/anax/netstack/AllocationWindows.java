package anax.netstack;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// How many octets of the heap an operation takes in steady state: windows follow each other until the JVM has come
/// to rest, and the median of those behind counts, so that half of them and more must be clean.
///
/// The JVM is at rest when it has compiled nothing for some windows: until then an interpreted method takes a new
/// piece of stack for each wait, and what was compiled too boldly is thrown away. If it never rests the windows count
/// all the same.
public final class AllocationWindows {
    private static final int QUIET = 2;
    private static final int MOST_BEFORE_REST = 50;
    private static final int COUNTED = 7;

    private AllocationWindows() {}

    /// One window.
    ///
    /// @param <E> what goes wrong
    @FunctionalInterface
    public interface Window<E extends Exception> {
        /// Lets it pass.
        ///
        /// @return octets of the heap for each operation in it
        double octetsPerOperation() throws E;
    }

    /// The median of the windows behind the warm-up.
    public static <E extends Exception> double median(Window<E> window) throws E {
        comeToRest(window);
        final double[] octets = new double[COUNTED];
        for (int i = 0; i < COUNTED; i++) {
            octets[i] = window.octetsPerOperation();
        }
        Arrays.sort(octets);
        return octets[COUNTED / 2];
    }

    private static <E extends Exception> void comeToRest(Window<E> window) throws E {
        final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        int quiet = 0;
        for (int passed = 0; quiet < QUIET && passed < MOST_BEFORE_REST; passed++) {
            final long beforeMs = compiler.getTotalCompilationTime();
            window.octetsPerOperation();
            quiet = compiler.getTotalCompilationTime() == beforeMs ? quiet + 1 : 0;
        }
    }
}
