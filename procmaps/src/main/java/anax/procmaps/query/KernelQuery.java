package anax.procmaps.query;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// The ioctl `PROCMAP_QUERY` on `/proc/PID/maps` (include/uapi/linux/fs.h): 104 octets that go in and come out.
///
/// Owner: one thread; holds one descriptor and some 4 KiB outside the heap until it is closed.
final class KernelQuery implements AutoCloseable {
    private static final long PROCMAP_QUERY = 0xC0686611L;
    private static final int LENGTH = 104;
    private static final int MOST_NAME = 4096 + 64;
    private static final int MOST_BUILD_ID = 64;
    private static final int PERMISSION_BITS = 0xF;

    // Where the fields of struct procmap_query stand.
    private static final int SIZE = 0;
    private static final int ADDRESS = 16;
    private static final int START = 24;
    private static final int END = 32;
    private static final int FLAGS = 40;
    private static final int OFFSET = 56;
    private static final int INODE = 64;
    private static final int MAJOR = 72;
    private static final int MINOR = 76;
    private static final int NAME_SIZE = 80;
    private static final int BUILD_ID_SIZE = 84;
    private static final int NAME_ADDRESS = 88;
    private static final int BUILD_ID_ADDRESS = 96;

    private static final int CLOSE_ON_EXEC = 0x80000;
    /// ENOENT
    static final int NO_SUCH_ENTRY = 2;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment query = arena.allocate(LENGTH, Long.BYTES);
    private final MemorySegment name = arena.allocate(MOST_NAME);
    private final MemorySegment buildId = arena.allocate(MOST_BUILD_ID);
    private final MemorySegment failure = arena.allocate(Calls.STATE);
    private final int descriptor;

    private KernelQuery(long pid) throws Throwable {
        MemorySegment path = arena.allocateFrom("/proc/" + pid + "/maps");
        descriptor = (int) Calls.OPEN.invokeExact(failure, path, CLOSE_ON_EXEC);
    }

    /// A query into a process; empty without native access, without the process, or on an older kernel.
    static Optional<KernelQuery> open(long pid) {
        if (!KernelQuery.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            var query = new KernelQuery(pid);
            if (query.isUsable()) {
                return Optional.of(query);
            }
            query.close();
            return Optional.empty();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// An unknown request is refused with ENOTTY or EINVAL, an address without a region with ENOENT.
    private boolean isUsable() {
        int error = descriptor < 0 ? -1 : ask(0);
        return error == 0 || error == NO_SUCH_ENTRY;
    }

    /// Asks for the region that holds an address: 0 if there is one, [#NO_SUCH_ENTRY] if none is there, else what went
    /// wrong, as with a name that is longer than the kernel answers.
    int ask(long address) {
        query.fill((byte) 0);
        query.set(ValueLayout.JAVA_LONG, SIZE, LENGTH);
        query.set(ValueLayout.JAVA_LONG, ADDRESS, address);
        query.set(ValueLayout.JAVA_INT, NAME_SIZE, MOST_NAME);
        query.set(ValueLayout.JAVA_LONG, NAME_ADDRESS, name.address());
        query.set(ValueLayout.JAVA_INT, BUILD_ID_SIZE, MOST_BUILD_ID);
        query.set(ValueLayout.JAVA_LONG, BUILD_ID_ADDRESS, buildId.address());
        try {
            int answer = (int) Calls.IOCTL.invokeExact(failure, descriptor, PROCMAP_QUERY, query);
            return answer == 0 ? 0 : (int) Calls.ERRNO.get(failure, 0L);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The region that was asked for last.
    PointAnswer answer() {
        int nameLength = query.get(ValueLayout.JAVA_INT, NAME_SIZE);
        int idLength = query.get(ValueLayout.JAVA_INT, BUILD_ID_SIZE);
        return new PointAnswer(
                PointAnswer.Source.QUERY,
                query.get(ValueLayout.JAVA_LONG, START),
                query.get(ValueLayout.JAVA_LONG, END),
                (int) query.get(ValueLayout.JAVA_LONG, FLAGS) & PERMISSION_BITS,
                query.get(ValueLayout.JAVA_LONG, OFFSET),
                query.get(ValueLayout.JAVA_INT, MAJOR),
                query.get(ValueLayout.JAVA_INT, MINOR),
                query.get(ValueLayout.JAVA_LONG, INODE),
                // The size counts the zero behind the name.
                nameLength == 0 ? "" : new String(octets(name, nameLength - 1), StandardCharsets.UTF_8),
                idLength == 0 ? "" : HexFormat.of().formatHex(octets(buildId, idLength)));
    }

    private static byte[] octets(MemorySegment segment, int length) {
        return segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library failed in the JVM itself", e);
    }

    @Override
    public void close() {
        try {
            if (descriptor >= 0) {
                int ignored = (int) Calls.CLOSE.invokeExact(failure, descriptor);
                assert ignored == 0;
            }
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            arena.close();
        }
    }

    /// The C library's functions; looked for only where native access is given.
    @SuppressWarnings("restricted")
    private static final class Calls {
        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
        private static final Linker LINKER = Linker.nativeLinker();
        private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
        private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
        static final MethodHandle OPEN = LINKER.downcallHandle(
                LIBRARY.findOrThrow("open"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                WITH_ERRNO,
                Linker.Option.firstVariadicArg(2));
        static final MethodHandle IOCTL = LINKER.downcallHandle(
                LIBRARY.findOrThrow("ioctl"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                WITH_ERRNO,
                Linker.Option.firstVariadicArg(2));
        static final MethodHandle CLOSE = LINKER.downcallHandle(
                LIBRARY.findOrThrow("close"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                WITH_ERRNO);

        private Calls() {}
    }
}
