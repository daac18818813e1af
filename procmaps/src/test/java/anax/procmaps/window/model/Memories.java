package anax.procmaps.window.model;

import anax.procmaps.ProcessMemory;
import anax.procmaps.read.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Memories out of a few lines.
public final class Memories {
    /// A program, its library with zeroes behind it, heap, a thread's guard and stack, and the stack.
    public static final String USUAL = """
            000000400000-000000402000 r-xp 00000000 fd:00 10    /opt/demo/prog
            000000602000-000000603000 rw-p 00002000 fd:00 10    /opt/demo/prog
            000001000000-000001021000 rw-p 00000000 00:00 0     [heap]
            7f0000000000-7f0000001000 ---p 00000000 00:00 0
            7f0000001000-7f0000801000 rw-p 00000000 00:00 0
            7f1000000000-7f1000010000 r-xp 00000000 fd:00 20    /usr/lib/lib one.so
            7f1000010000-7f1000011000 rw-p 00010000 fd:00 20    /usr/lib/lib one.so
            7f1000011000-7f1000015000 rw-p 00000000 00:00 0
            7f1100000000-7f1100001000 rwxp 00000000 00:00 0
            7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0     [stack]
            """;

    private Memories() {}

    /// A saved file.
    public static ProcessMemory of(String lines) {
        return ProcessMemory.ofText(lines.getBytes(StandardCharsets.UTF_8));
    }

    /// One look at a saved file.
    public static Snapshot saved(String lines) {
        return Snapshot.of("saved", 1_000, of(lines));
    }

    /// One look at process 77.
    static Snapshot live(long millis, String lines) {
        return live(77, millis, lines);
    }

    /// One look at a process.
    static Snapshot live(long pid, long millis, String lines) {
        ProcessMemory memory = of(lines);
        var identity = new ProcessIdentity(pid, 5, 1, 2, 3, Optional.empty());
        return Snapshot.of(
                "prog",
                millis,
                new ProcessMemory(
                        memory.map(),
                        memory.torn(),
                        memory.flaws(),
                        memory.space(),
                        memory.classes(),
                        memory.pages(),
                        memory.pageSize(),
                        Optional.of(identity)));
    }
}
