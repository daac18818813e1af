package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.TcpOption;
import anax.netstack.packetdrill.syntax.TcpOption.Block;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/// TCP options as octets, in both directions. Numbers are those of the wire.
///
/// Owner: nobody, it keeps no state.
final class OptionCodec {
    private static final int END = 0;
    private static final int NOP = 1;
    private static final int MSS = 2;
    private static final int WSCALE = 3;
    private static final int SACK_OK = 4;
    private static final int SACK = 5;
    private static final int STAMPS = 8;
    private static final int BLOCK = 8;

    private OptionCodec() {}

    static byte[] encode(List<TcpOption> options) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        options.forEach(option -> put(out, option));
        return out.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, TcpOption option) {
        switch (option) {
            case TcpOption.EndOfList() -> out.write(END);
            case TcpOption.NoOperation() -> out.write(NOP);
            case TcpOption.Mss(int octets) -> number(head(out, MSS, 2), octets, Short.BYTES);
            case TcpOption.WindowScale(int shift) -> number(head(out, WSCALE, 1), shift, 1);
            case TcpOption.SackPermitted() -> head(out, SACK_OK, 0);
            case TcpOption.Sack(List<Block> blocks) -> {
                head(out, SACK, BLOCK * blocks.size());
                for (final Block block : blocks) {
                    number(number(out, block.left(), Integer.BYTES), block.right(), Integer.BYTES);
                }
            }
            case TcpOption.Timestamps stamps ->
                number(
                        number(head(out, STAMPS, 8), stamps.value().orElse(0), Integer.BYTES),
                        stamps.echo(),
                        Integer.BYTES);
            case TcpOption.Other(int kind, String octets) -> {
                final byte[] body = HexFormat.of().parseHex(octets);
                head(out, kind, body.length).writeBytes(body);
            }
        }
    }

    private static ByteArrayOutputStream head(ByteArrayOutputStream out, int kind, int body) {
        out.write(kind);
        out.write(2 + body);
        return out;
    }

    private static ByteArrayOutputStream number(ByteArrayOutputStream out, long value, int octets) {
        for (int shift = (octets - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
        return out;
    }

    /// What octets say; octets behind an end of list are read on, so that what stands there shows. What makes no
    /// sense becomes an option of its own.
    static List<TcpOption> decode(byte[] octets) {
        final List<TcpOption> options = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            final int kind = octets[at] & 0xFF;
            if (kind == END) {
                options.add(new TcpOption.EndOfList());
                at++;
            } else if (kind == NOP) {
                options.add(new TcpOption.NoOperation());
                at++;
            } else {
                final int length = at + 1 < octets.length ? octets[at + 1] & 0xFF : 0;
                final boolean fits = length >= 2 && at + length <= octets.length;
                final int end = fits ? at + length : octets.length;
                options.add(decode(kind, octets, Math.min(at + 2, end), end));
                at = end;
            }
        }
        return List.copyOf(options);
    }

    private static TcpOption decode(int kind, byte[] octets, int from, int to) {
        final ByteBuffer body = ByteBuffer.wrap(octets, from, to - from);
        final int length = to - from;
        if (kind == MSS && length == 2) {
            return new TcpOption.Mss(body.getShort() & 0xFFFF);
        }
        if (kind == WSCALE && length == 1) {
            return new TcpOption.WindowScale(body.get() & 0xFF);
        }
        if (kind == SACK_OK && length == 0) {
            return new TcpOption.SackPermitted();
        }
        if (kind == STAMPS && length == 8) {
            return new TcpOption.Timestamps(OptionalLong.of(unsigned(body)), unsigned(body), false);
        }
        if (kind == SACK && length > 0 && length % BLOCK == 0) {
            final List<Block> blocks = new ArrayList<>();
            while (body.hasRemaining()) {
                blocks.add(new Block(unsigned(body), unsigned(body)));
            }
            return new TcpOption.Sack(blocks);
        }
        return new TcpOption.Other(kind, HexFormat.of().formatHex(octets, from, to));
    }

    private static long unsigned(ByteBuffer buffer) {
        return Integer.toUnsignedLong(buffer.getInt());
    }
}
