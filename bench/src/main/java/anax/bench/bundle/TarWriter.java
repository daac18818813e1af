package anax.bench.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Writes a tar archive of plain files, in the format of POSIX.1-1988 (ustar).
///
/// Owner: one thread. Allocates a block. Every file is as old as the epoch and belongs to whoever unpacks it, so the
/// same files make the same archive.
final class TarWriter implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final int CHECKSUM = 148;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /// Appends a file.
    ///
    /// @param name with slashes; at most 100 octets behind some slash, and 155 before it
    /// @param mode who may read, write and execute it, as in chmod(2)
    /// @throws IOException if the name is too long, or the archive could not be written
    void file(String name, int mode, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        int cut = cut(name);
        put(header, 0, name.substring(cut == 0 ? 0 : cut + 1));
        put(header, 100, octal(mode, 7));
        put(header, 108, octal(0, 7));
        put(header, 116, octal(0, 7));
        put(header, 124, octal(content.length, 11));
        put(header, 136, octal(0, 11));
        put(header, CHECKSUM, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        put(header, 345, name.substring(0, cut));
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xFF;
        }
        put(header, CHECKSUM, octal(sum, 6) + "\0 ");
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /// Where a long name is cut in two: at a slash.
    private static int cut(String name) throws IOException {
        if (name.length() <= NAME) {
            return 0;
        }
        int cut = name.indexOf('/', name.length() - NAME - 1);
        if (cut < 0 || cut > PREFIX) {
            throw new IOException("the name " + name + " is too long for an archive; give the file a shorter one");
        }
        return cut;
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(octets, 0, header, at, octets.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
