package anax.procmaps.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/// The octets of a text whose length nobody knows beforehand: `/proc` says 0, and one read gives at most a page.
///
/// Owner: one read. Allocates one array that doubles up to the bound, so at most twice the bound while it grows or is
/// handed out. Blocks while the kernel writes the text.
final class BoundedText {
    /// The largest bound: with the octet that shows that it is passed, as long as every JVM lets an array be.
    static final int LARGEST_BOUND = Integer.MAX_VALUE - 16;

    private static final int FIRST_CAPACITY = 8 * 1024;

    private final int maxBytes;
    private final int window;
    private byte[] octets;
    private int length;

    /// A text of at most `maxBytes`, asked for in reads of at most `window` octets.
    BoundedText(int maxBytes, int window) {
        this.maxBytes = maxBytes;
        this.window = window;
        this.octets = new byte[Math.min(FIRST_CAPACITY, maxBytes + 1)];
    }

    /// Reads to the end, or until the text is too long.
    void readToEnd(ReadableByteChannel channel, ReadHook hook) throws IOException {
        int read = readOnce(channel);
        while (read > 0 && !isTooLong()) {
            hook.afterRead(length);
            read = readOnce(channel);
        }
    }

    /// Whether the text is longer than the bound; then the rest of it was not read.
    boolean isTooLong() {
        return length > maxBytes;
    }

    /// What was read, in an array of its length.
    byte[] toBytes() {
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }

    private int readOnce(ReadableByteChannel channel) throws IOException {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, (int) Math.min(2L * length, maxBytes + 1L));
        }
        int read = channel.read(ByteBuffer.wrap(octets, length, Math.min(window, octets.length - length)));
        length += Math.max(read, 0);
        return read;
    }
}
