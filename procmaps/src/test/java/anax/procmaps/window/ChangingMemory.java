package anax.procmaps.window;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A program of its own that maps memory as it is told, a word on each line: `map`, `grow`, `shrink`, `unmap`. Says
/// `ready` after each.
///
/// Owner: the test that starts it, with native access and a file of 16 pages.
@SuppressWarnings("restricted")
public final class ChangingMemory {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle MMAP = handle(
            "mmap",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
    private static final MethodHandle MUNMAP =
            handle("munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle OPEN =
            handle("open", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

    private static final long PAGE = 65536;
    private static final int NO_RIGHTS = 0;
    private static final int READ = 1;
    private static final int PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
    private static final int PRIVATE_FIXED = 0x12;

    private ChangingMemory() {}

    public static void main(String[] arguments) throws Throwable {
        int file;
        try (Arena arena = Arena.ofConfined()) {
            file = (int) OPEN.invokeExact(arena.allocateFrom(arguments[0]), 0);
        }
        long area = (long) MMAP.invokeExact(0L, 64 * PAGE, NO_RIGHTS, PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
        long at = area + 16 * PAGE;
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            long done = switch (line) {
                case "map" -> (long) MMAP.invokeExact(at, 4 * PAGE, READ, PRIVATE_FIXED, file, 0L);
                case "grow" -> (long) MMAP.invokeExact(at + 4 * PAGE, 4 * PAGE, READ, PRIVATE_FIXED, file, 4 * PAGE);
                case "shrink" -> (int) MUNMAP.invokeExact(at + 6 * PAGE, 2 * PAGE);
                case "unmap" -> (int) MUNMAP.invokeExact(at, 8 * PAGE);
                default -> throw new IllegalArgumentException(line + " is no order");
            };
            System.out.println(done == -1 ? "failed" : "ready");
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }
}
