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
        options.forEach(option -> out.writeBytes(encode(option)));
        return out.toByteArray();
    }

    private static byte[] encode(TcpOption option) {
        return switch (option) {
            case TcpOption.EndOfList() -> new byte[] {END};
            case TcpOption.NoOperation() -> new byte[] {NOP};
            case TcpOption.Mss(int octets) ->
                header(MSS, 4).putShort((short) octets).array();
            case TcpOption.WindowScale(int shift) ->
                header(WSCALE, 3).put((byte) shift).array();
            case TcpOption.SackPermitted() -> header(SACK_OK, 2).array();
            case TcpOption.Sack(List<Block> blocks) -> {
                final ByteBuffer buffer = header(SACK, 2 + BLOCK * blocks.size());
                for (final Block block : blocks) {
                    buffer.putInt((int) block.left()).putInt((int) block.right());
                }
                yield buffer.array();
            }
            case TcpOption.Timestamps stamps ->
                header(STAMPS, 10)
                        .putInt((int) stamps.value().orElse(0))
                        .putInt((int) stamps.echo())
                        .array();
            case TcpOption.Other(int kind, String octets) -> {
                final byte[] body = HexFormat.of().parseHex(octets);
                yield header(kind, 2 + body.length).put(body).array();
            }
        };
    }

    private static ByteBuffer header(int kind, int length) {
        return ByteBuffer.allocate(length).put((byte) kind).put((byte) length);
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
