package anax.procmaps.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds processes by what they are called.
///
/// Owner: nobody; stateless. Reads one small file of each process.
public final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /// The numbers of all processes with this name, in ascending order. The name is that of `comm`, of which the
    /// kernel keeps 15 octets, or the file name of the command's first word.
    public static List<Long> named(String name) throws IOException {
        List<Long> found = new ArrayList<>();
        for (long pid : all()) {
            Path process = PROC.resolve(Long.toString(pid));
            if (text(process.resolve("comm")).strip().equals(name)
                    || command(process).equals(name)) {
                found.add(pid);
            }
        }
        return found;
    }

    /// The numbers of all processes that this user sees, in ascending order.
    public static List<Long> all() throws IOException {
        List<Long> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path entry : entries) {
                all.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        all.sort(null);
        return all;
    }

    /// The words of a process's command, divided by blanks; its name if there are none, as for
    /// a kernel thread. Empty if it is gone.
    public static String commandLine(long pid) {
        String words = new String(commandOctets(pid), StandardCharsets.UTF_8).replace('\0', ' ');
        return words.isBlank() ? new String(nameOctets(pid), StandardCharsets.UTF_8) : words.strip();
    }

    /// The octets of a process's command as the kernel has them, each word ended by a zero. Empty if it has no
    /// memory to keep them in, or is gone.
    public static byte[] commandOctets(long pid) {
        return octets(PROC.resolve(pid + "/cmdline"));
    }

    /// The octets of a process's name, at most 15 but for kernel threads. Empty if it is gone.
    public static byte[] nameOctets(long pid) {
        byte[] line = octets(PROC.resolve(pid + "/comm"));
        return Arrays.copyOf(line, Math.max(0, line.length - 1));
    }

    /// How many bytes of a process are in memory, as `VmRSS` of its `status` says: cheap, unlike `smaps`. 0 if it
    /// has none or is gone.
    public static long residentBytes(long pid) {
        return resident(text(PROC.resolve(Long.toString(pid)).resolve("status")));
    }

    static long resident(String status) {
        int at = status.indexOf("\nVmRSS:");
        int end = at < 0 ? -1 : status.indexOf(" kB", at);
        String digits = end < 0 ? "" : status.substring(at + 7, end).strip();
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 16 && digits.chars().allMatch(Character::isDigit);
        return isNumber ? Long.parseLong(digits) * 1024 : 0;
    }

    private static String command(Path process) {
        String words = text(process.resolve("cmdline"));
        int end = words.indexOf('\0');
        String first = end < 0 ? words : words.substring(0, end);
        return first.substring(first.lastIndexOf('/') + 1);
    }

    private static String text(Path file) {
        return new String(octets(file), StandardCharsets.UTF_8);
    }

    /// Empty for a process that ended meanwhile.
    private static byte[] octets(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
