package anax.netstack.tcp;

import anax.netstack.stack.Frames;
import anax.netstack.wire.InternetChecksum;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptions;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/// A segment as a test writes it, or as it was sent, and its line in the notation of packetdrill.
///
/// Owner: one test.
final class Seg {
    private static final int NOT_SAID = -1;

    int flags;
    int seq;
    int ack;
    int window = NOT_SAID;
    int urgent;
    int length;
    byte[] options = new byte[0];
    boolean optionsSaid;

    private Seg(int flags) {
        this.flags = flags;
    }

    static Seg syn() {
        return new Seg(TcpHeader.SYN);
    }

    static Seg synAck() {
        return new Seg(TcpHeader.SYN | TcpHeader.ACK);
    }

    static Seg ack() {
        return new Seg(TcpHeader.ACK);
    }

    static Seg data(int length) {
        return new Seg(TcpHeader.ACK).length(length);
    }

    static Seg push(int length) {
        return new Seg(TcpHeader.ACK | TcpHeader.PSH).length(length);
    }

    static Seg fin() {
        return new Seg(TcpHeader.ACK | TcpHeader.FIN);
    }

    static Seg rst() {
        return new Seg(TcpHeader.RST);
    }

    static Seg rstAck() {
        return new Seg(TcpHeader.RST | TcpHeader.ACK);
    }

    static Seg none() {
        return new Seg(0);
    }

    Seg and(int more) {
        flags |= more;
        return this;
    }

    Seg seq(int number) {
        seq = number;
        return this;
    }

    Seg ack(int number) {
        ack = number;
        return this;
    }

    Seg win(int octets) {
        window = octets;
        return this;
    }

    Seg urg(int pointer) {
        flags |= TcpHeader.URG;
        urgent = pointer;
        return this;
    }

    Seg length(int octets) {
        length = octets;
        return this;
    }

    Seg mss(int octets) {
        return options(2, 4, octets >>> 8, octets);
    }

    Seg scale(int bits) {
        return options(1, 3, 3, bits);
    }

    Seg sackPermitted() {
        return options(1, 1, 4, 2);
    }

    Seg ts(int val, int ecr) {
        return options(1, 1, 8, 10, val >>> 24, val >>> 16, val >>> 8, val, ecr >>> 24, ecr >>> 16, ecr >>> 8, ecr);
    }

    /// Adds octets of options, which must be whole words together.
    Seg options(int... octets) {
        final int before = options.length;
        options = Arrays.copyOf(options, before + octets.length);
        for (int i = 0; i < octets.length; i++) {
            options[before + i] = (byte) octets[i];
        }
        optionsSaid = true;
        return this;
    }

    /// The segment's octets.
    byte[] octets(int src, int dst, int srcPort, int dstPort, int shift) {
        final int header = TcpHeader.MIN_HEADER_LENGTH + options.length;
        final byte[] octets = new byte[header + length];
        System.arraycopy(options, 0, octets, TcpHeader.MIN_HEADER_LENGTH, options.length);
        final int first = seq + ((flags & TcpHeader.SYN) != 0 ? 1 : 0);
        for (int i = 0; i < length; i++) {
            octets[header + i] = octetAt(first + i);
        }
        new TcpHeader()
                .wrapNew(new UnsafeBuffer(octets), 0, header, octets.length)
                .srcPort(srcPort)
                .dstPort(dstPort)
                .seq(seq)
                .ack((flags & TcpHeader.ACK) != 0 ? ack + shift : 0)
                .flags(flags)
                .window(window == NOT_SAID ? 65_535 : window)
                .urgentPointer(urgent)
                .fillChecksum(InternetChecksum.pseudoHeaderIpv4(src, dst, Ipv4Header.TCP, octets.length));
        return octets;
    }

    /// Which octet stands at a sequence number, in either direction.
    static byte octetAt(int seq) {
        return (byte) (seq * 31 ^ seq >>> 8);
    }

    /// The segment of a frame that was sent.
    static Seg of(byte[] frame, int shift) {
        final byte[] octets = Frames.payloadOf(frame);
        final TcpHeader tcp = headerOf(octets);
        final Seg seg = new Seg(tcp.flags());
        seg.seq = tcp.seq() - shift;
        seg.ack = tcp.ack();
        seg.window = tcp.window();
        seg.urgent = tcp.urgentPointer();
        seg.length = tcp.payloadLength();
        seg.options = Arrays.copyOfRange(octets, TcpHeader.MIN_HEADER_LENGTH, tcp.headerLength());
        return seg;
    }

    static TcpHeader headerOf(byte[] octets) {
        final TcpHeader tcp = new TcpHeader();
        if (!tcp.wrap(new UnsafeBuffer(octets), 0, octets.length)) {
            throw new AssertionError("no TCP segment: " + Arrays.toString(octets));
        }
        return tcp;
    }

    /// Its line, with what another one says.
    String line(Seg said) {
        final StringBuilder line = new StringBuilder();
        line.append((flags & TcpHeader.SYN) != 0 ? "S" : "")
                .append((flags & TcpHeader.FIN) != 0 ? "F" : "")
                .append((flags & TcpHeader.RST) != 0 ? "R" : "")
                .append((flags & TcpHeader.PSH) != 0 ? "P" : "")
                .append((flags & TcpHeader.URG) != 0 ? "U" : "")
                .append((flags & TcpHeader.ACK) != 0 ? "." : "")
                .append(' ')
                .append(Integer.toUnsignedString(seq))
                .append(':')
                .append(Integer.toUnsignedString(seq + length))
                .append('(')
                .append(length)
                .append(") ack ")
                .append(Integer.toUnsignedString((flags & TcpHeader.ACK) != 0 ? ack : 0));
        if (said.window != NOT_SAID) {
            line.append(" win ").append(window);
        }
        if ((flags & TcpHeader.URG) != 0) {
            line.append(" urg ").append(urgent);
        }
        if (said.optionsSaid) {
            line.append(' ').append(optionsText());
        }
        return line.toString();
    }

    private String optionsText() {
        final StringBuilder text = new StringBuilder("<");
        final TcpOptions read = new TcpOptions();
        if (!read.wrap(new UnsafeBuffer(options), 0, options.length)) {
            return "<malformed>";
        }
        while (read.next()) {
            text.append(text.length() > 1 ? "," : "");
            switch (read.kind()) {
                case TcpOptions.NO_OPERATION -> text.append("nop");
                case TcpOptions.END -> text.append("eol");
                case TcpOptions.MAX_SEGMENT_SIZE -> text.append("mss ").append(read.mss());
                case TcpOptions.WINDOW_SCALE -> text.append("wscale ").append(read.windowScale());
                case TcpOptions.SACK_PERMITTED -> text.append("sackOK");
                case TcpOptions.TIMESTAMPS -> text.append("TS ecr ").append(read.tsEcr());
                case TcpOptions.SACK -> {
                    text.append("sack");
                    for (int i = 0; i < read.sackCount(); i++) {
                        text.append(' ').append(read.sackLeft(i)).append(':').append(read.sackRight(i));
                    }
                }
                default -> text.append("kind ").append(read.kind());
            }
        }
        return text.append('>').toString();
    }

    /// Adds SACK blocks with their padding.
    Seg sack(int... edges) {
        final int[] octets = new int[4 + 4 * edges.length];
        octets[0] = 1;
        octets[1] = 1;
        octets[2] = TcpOptions.SACK;
        octets[3] = 2 + 4 * edges.length;
        for (int i = 0; i < edges.length; i++) {
            for (int octet = 0; octet < 4; octet++) {
                octets[4 + 4 * i + octet] = edges[i] >>> (24 - 8 * octet);
            }
        }
        return options(octets);
    }

    @Override
    public String toString() {
        return line(this);
    }
}
