package anax.procmaps.maps;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes lines as the kernel does, for tests.
///
/// Owner: one test.
public final class Lines {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    /// A line without a name.
    public Lines nameless(String header) {
        return raw(header + " \n");
    }

    /// A line with a name at its column.
    public Lines named(String header, String name) {
        return raw(header + " ".repeat(Math.max(2, 73 - header.length())) + name + "\n");
    }

    /// Octets as they are; each character is one.
    public Lines raw(String octets) {
        text.writeBytes(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// All that was written.
    public byte[] octets() {
        return text.toByteArray();
    }

    /// All that was written, parsed.
    public MapsSnapshot parsed() {
        return MapsSnapshot.parse(octets());
    }
}
