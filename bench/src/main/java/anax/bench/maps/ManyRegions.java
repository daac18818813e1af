package anax.bench.maps;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A program with many regions: every other page of one area is made read-only, so that the kernel cannot merge them.
/// Says `ready` and waits for the end of its input.
///
/// Owner: the benchmark that starts it.
@SuppressWarnings("restricted")
public final class ManyRegions {
    private static final int PAGE = 4096;
    private static final int READ = 1;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;

    private ManyRegions() {}

    /// Maps as many regions as the first argument says.
    ///
    /// @param arguments the number
    public static void main(String[] arguments) throws Throwable {
        int regions = Integer.parseInt(arguments[0]);
        MethodHandle map = handle(
                "mmap",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        MethodHandle protect = handle(
                "mprotect",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        long area = (long) map.invokeExact(0L, (long) regions * PAGE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
        for (int i = 0; i < regions; i += 2) {
            if ((int) protect.invokeExact(area + (long) i * PAGE, (long) PAGE, READ) != 0) {
                throw new IOException("the kernel refused region %d; vm.max_map_count is its bound".formatted(i));
            }
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            Thread.onSpinWait();
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
