package anax.procmaps.tool;

import anax.procmaps.live.Processes;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import anax.procmaps.read.ProcessIdentity;
import anax.procmaps.smaps.SmapsSnapshot;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Writes what `pmap PID` and `pmap -x PID` write, octet for octet, in a UTF-8 or C locale.
///
/// Four things are done otherwise, because they are errors there: a line longer than 1023 octets makes no second row
/// and no wrong sum; the map is one text and not read again for the widths; a System V segment is known by its name
/// and device, not by attaching one; and octets that only begin like UTF-8 are question marks, where pmap writes them
/// with the control characters that may follow.
///
/// Owner: one call.
final class Pmap {
    private static final int KIB_SHIFT = 10;

    /// As many octets of a command as pmap's buffer holds.
    private static final int LONGEST_COMMAND = 131_071;

    private static final Pattern SYSTEM_V = Pattern.compile("/SYSV[0-9a-f]{8}( \\(deleted\\))?");

    private final PrintStream out;
    private final MapsSnapshot map;
    private final long stackStart;
    private long totalBytes;

    Pmap(PrintStream out, MapsSnapshot map, ProcessIdentity process) {
        this.out = out;
        this.map = map;
        this.stackStart = process.startStack();
    }

    /// The first line: number and command, in which words and lines are divided by blanks and what is not
    /// printable is a question mark; the name in brackets for what has no command.
    static String heading(long pid, boolean ended) {
        byte[] command = Processes.commandOctets(pid);
        String shown = command.length == 0 ? "[" + decoded(Processes.nameOctets(pid)) + "]" : words(command);
        return pid + ":   " + shown + (ended ? " <defunct>" : "");
    }

    /// One question mark for words that are all empty.
    private static String words(byte[] command) {
        int length = Math.min(command.length, LONGEST_COMMAND);
        while (length > 0 && command[length - 1] == 0) {
            length--;
        }
        byte[] words = Arrays.copyOf(command, length);
        for (int i = 0; i < length; i++) {
            if (words[i] == 0 || words[i] == '\n') {
                words[i] = ' ';
            }
        }
        return length == 0 ? "?" : decoded(words);
    }

    private static String printable(String text) {
        var printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c == 0x7f || c == '\ufffd' ? '?' : c);
        }
        return printable.toString();
    }

    /// What is printed of a process that has no memory.
    static void writeEmpty(PrintStream out, boolean extended) {
        if (extended) {
            writeExtendedHeading(out);
            writeExtendedTotal(out, 0, 0, 0);
        } else {
            writeTotal(out, 0);
        }
    }

    void write() {
        for (int i = 0; i < map.count(); i++) {
            var row = new StringBuilder();
            row.append(padded(Long.toHexString(map.start(i)), 16, '0')).append(' ');
            row.append(padded(Long.toUnsignedString(kib(i)), 6, ' ')).append("K ");
            out.println(row.append(mode(i)).append(' ').append(name(i)));
            totalBytes += map.size(i);
        }
        writeTotal(out, totalBytes);
    }

    void writeExtended(SmapsSnapshot pages) {
        writeExtendedHeading(out);
        int swap = pages.column("Swap");
        int rss = pages.column("Rss");
        int sharedDirty = pages.column("Shared_Dirty");
        int privateDirty = pages.column("Private_Dirty");
        long totalRss = 0;
        long totalDirty = 0;
        for (int i = 0; i < map.count(); i++) {
            long dirty = known(pages, i, sharedDirty) + known(pages, i, privateDirty);
            long resident = known(pages, i, rss);
            totalBytes += map.size(i);
            totalRss += resident;
            totalDirty += dirty;
            if (pages.value(i, swap) >= 0) {
                var row = new StringBuilder();
                row.append(padded(Long.toHexString(map.start(i)), 16, '0')).append(' ');
                row.append(padded(Long.toUnsignedString(kib(i)), 7, ' ')).append(' ');
                row.append(padded(Long.toString(resident), 7, ' ')).append(' ');
                row.append(padded(Long.toString(dirty), 7, ' ')).append(' ');
                out.println(row.append(mode(i)).append(' ').append(name(i)));
            }
        }
        writeExtendedTotal(out, totalBytes, totalRss, totalDirty);
    }

    private static void writeTotal(PrintStream out, long bytes) {
        out.println(" total " + padded(Long.toString(bytes >>> KIB_SHIFT), 16, ' ') + "K");
    }

    private static void writeExtendedHeading(PrintStream out) {
        out.println("Address           Kbytes     RSS   Dirty Mode  Mapping");
    }

    private static void writeExtendedTotal(PrintStream out, long bytes, long rss, long dirty) {
        out.println("---------------- ------- ------- ------- ");
        out.println("total kB         " + padded(Long.toString(bytes >>> KIB_SHIFT), 7, ' ') + " "
                + padded(Long.toString(rss), 7, ' ') + " " + padded(Long.toString(dirty), 7, ' '));
    }

    private static long known(SmapsSnapshot pages, int region, int column) {
        return Math.max(0, pages.value(region, column));
    }

    private long kib(int region) {
        return map.size(region) >>> KIB_SHIFT;
    }

    /// Three letters, `s` only for shared regions, and a place that Solaris used.
    private String mode(int region) {
        return Permissions.text(map.permissions(region)).replace('p', '-') + "-";
    }

    /// What stands behind the last slash; without one it is the stack or anonymous, whatever its name.
    private String name(int region) {
        String name = decoded(map.nameOctets(region));
        if (map.major(region) == 0 && SYSTEM_V.matcher(name).matches()) {
            return "  [ shmid=0x" + Long.toHexString(map.inode(region)) + " ]";
        }
        int slash = name.lastIndexOf('/');
        if (slash >= 0) {
            return slash == name.length() - 1 ? "/" : name.substring(slash + 1);
        }
        // The end of a region counts as part of it here.
        boolean holdsStack = Long.compareUnsigned(map.start(region), stackStart) <= 0
                && Long.compareUnsigned(stackStart, map.end(region)) <= 0;
        return holdsStack ? "  [ stack ]" : "  [ anon ]";
    }

    /// UTF-8, with a question mark for each octet that is none and for each control character.
    private static String decoded(byte[] octets) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(octets);
        CharBuffer text = CharBuffer.allocate(octets.length);
        CoderResult result = decoder.decode(in, text, true);
        while (result.isError()) {
            in.get();
            text.put('?');
            result = decoder.reset().decode(in, text, true);
        }
        return printable(text.flip().toString());
    }

    private static String padded(String text, int width, char with) {
        return text.length() >= width ? text : String.valueOf(with).repeat(width - text.length()) + text;
    }
}
