package anax.procmaps.maps;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A program of its own that maps memory in every odd way that it can, says `ready`, and waits for a line.
///
/// Owner: the test that starts it, with native access and a folder for its files.
@SuppressWarnings("restricted")
public final class OddMemory {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
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
    private static final MethodHandle MEMFD = handle(
            "memfd_create", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    private static final MethodHandle FTRUNCATE = handle(
            "ftruncate", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle SHMGET = handle(
            "shmget",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle SHMAT = handle(
            "shmat",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle SHMCTL = handle(
            "shmctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private static final MethodHandle PRCTL = handle(
            "prctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS));

    private static final int READ_WRITE = 3;
    private static final int EVERYTHING = 7;
    private static final int SHARED = 1;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int SHARED_ANONYMOUS = 0x21;
    private static final int PAGE = 4096;
    private static final int PR_SET_VMA = 0x53564d41;
    private static final int REMOVE = 0;
    private static final int SYSTEM_V_KEY = 0x1234abcd;

    private OddMemory() {}

    public static void main(String[] arguments) throws Throwable {
        Path folder = Path.of(arguments[0]);
        int regions = Integer.parseInt(arguments[1]);
        List<MemorySegment> kept = new ArrayList<>();
        for (String name :
                List.of("two  blanks in.name", "ends ", "new\nline", "back\\012slash", "t\ta\rb", "x (deleted)")) {
            kept.add(map(folder.resolve(name)));
        }
        kept.add(map(longPath(folder)));
        for (String name : List.of("lib old.so", "y (deleted)")) {
            kept.add(map(folder.resolve(name)));
            Files.delete(folder.resolve(name));
        }
        mapWithoutFiles();
        mapMany(regions);
        System.out.println("ready");
        System.in.read();
        System.out.println(kept.size());
    }

    private static void mapWithoutFiles() throws Throwable {
        mapAnonymous(PAGE, 0, PRIVATE_ANONYMOUS);
        mapAnonymous(PAGE, EVERYTHING, PRIVATE_ANONYMOUS);
        mapAnonymous(PAGE, READ_WRITE, SHARED_ANONYMOUS);
        try (Arena arena = Arena.ofConfined()) {
            int memory = (int) MEMFD.invokeExact(arena.allocateFrom("na me"), 0);
            check((int) FTRUNCATE.invokeExact(memory, (long) PAGE));
            check((long) MMAP.invokeExact(0L, (long) PAGE, READ_WRITE, SHARED, memory, 0L));
            int segment = (int) SHMGET.invokeExact(SYSTEM_V_KEY, (long) PAGE, 0x3B6);
            if (segment >= 0) {
                check((long) SHMAT.invokeExact(segment, 0L, 0));
                check((int) SHMCTL.invokeExact(segment, REMOVE, 0L));
            }
            long named = mapAnonymous(4 * PAGE, READ_WRITE, PRIVATE_ANONYMOUS);
            int ignored = (int) PRCTL.invokeExact(
                    PR_SET_VMA, 0L, named, 4L * PAGE, Arena.global().allocateFrom("my pool/a (deleted)"));
            assert ignored <= 0;
        }
    }

    /// Every other page without rights, so that the kernel cannot merge them.
    private static void mapMany(int regions) throws Throwable {
        MethodHandle protect = handle(
                "mprotect",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        if (regions > 0) {
            long area = mapAnonymous((long) regions * PAGE, READ_WRITE, PRIVATE_ANONYMOUS);
            for (int i = 0; i < regions; i += 2) {
                check((int) protect.invokeExact(area + (long) i * PAGE, (long) PAGE, 1));
            }
        }
    }

    private static long mapAnonymous(long length, int rights, int flags) throws Throwable {
        long address = (long) MMAP.invokeExact(0L, length, rights, flags, -1, 0L);
        check(address);
        return address;
    }

    private static Path longPath(Path folder) throws Exception {
        Path deep = folder;
        while (deep.toString().length() < 3700) {
            deep = deep.resolve("d".repeat(Math.min(200, 3800 - deep.toString().length())));
        }
        Files.createDirectories(deep);
        return deep.resolve("file");
    }

    private static MemorySegment map(Path file) throws Exception {
        Files.write(file, new byte[PAGE]);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, PAGE, Arena.global());
        }
    }

    private static void check(long answer) {
        if (answer == -1) {
            throw new IllegalStateException("a call of the C library failed");
        }
    }

    private static MethodHandle handle(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LIBRARY.findOrThrow(name), type);
    }
}
