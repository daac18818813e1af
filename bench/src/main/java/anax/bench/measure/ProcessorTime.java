package anax.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Reads how much processor time this process or the calling thread has used, to the nanosecond.
///
/// Owner: one thread at a time. Allocates when made. Never blocks. A reading is one system call,
/// `clock_gettime(2)`; Java's own reading for the process counts in ticks of 10 ms, which is more than an idle machine
/// uses in a second.
public final class ProcessorTime {
    private static final int PROCESS = 2; // CLOCK_PROCESS_CPUTIME_ID
    private static final int THREAD = 3; // CLOCK_THREAD_CPUTIME_ID
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final MemoryLayout TIMESPEC =
            MemoryLayout.structLayout(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

    @SuppressWarnings("restricted") // every JVM of ours is started with leave to call native code
    private static final MethodHandle CLOCK_GETTIME = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private final MemorySegment answer = Arena.ofAuto().allocate(TIMESPEC);

    /// Makes one.
    public ProcessorTime() {}

    /// What all threads of this process have used, those of the JVM's own and those that have ended among them.
    public long ofProcessNs() {
        return read(PROCESS);
    }

    /// What the calling thread has used.
    public long ofThreadNs() {
        return read(THREAD);
    }

    private long read(int clock) {
        int code;
        try {
            code = (int) CLOCK_GETTIME.invokeExact(clock, answer);
        } catch (Throwable impossible) { // a C function throws nothing
            throw new IllegalStateException("clock_gettime could not be called", impossible);
        }
        if (code != 0) {
            throw new IllegalStateException("this system has no clock " + clock + " of processor time; use Linux");
        }
        return answer.get(ValueLayout.JAVA_LONG, 0) * NS_PER_SECOND
                + answer.get(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG.byteSize());
    }
}
