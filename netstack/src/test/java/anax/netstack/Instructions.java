package anax.netstack;

/// What a fuzzer made up, read as a program: octet by octet, and zeros when it is at its end.
///
/// Owner: one run of the program.
public final class Instructions {
    private final byte[] octets;
    private int at;

    /// Reads from the first octet on.
    public Instructions(byte[] octets) {
        this.octets = octets;
    }

    /// Whether there are more.
    public boolean hasNext() {
        return at < octets.length;
    }

    /// The next octet, 0 to 255.
    public int next() {
        return at < octets.length ? octets[at++] & 0xFF : 0;
    }

    /// The next octet as a number from 0 to `bound` - 1.
    public int next(int bound) {
        return next() % bound;
    }

    /// The next octet, -128 to 127.
    public int nextSigned() {
        return (byte) next();
    }

    /// The next two octets, 0 to 65535.
    public int nextShort() {
        return next() << 8 | next();
    }

    /// The next four octets.
    public int nextInt() {
        return nextShort() << 16 | nextShort();
    }
}
