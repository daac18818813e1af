package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.Script;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/// Packets of a stack, written as lines of a script.
final class Wire {
    static final Position AT = new Position("a.pkt", 7);
    static final Ends ENDS = new Ends(0xC0A8_0001, 8080, 0xC000_0201, 40_000);

    private Wire() {}

    /// A line of a script, from its direction on.
    static PacketLine line(String text) {
        return (PacketLine)
                Script.parse("a.pkt", "0 " + text, Map.of()).events().getFirst().action();
    }

    /// A connection that has seen nothing: numbers and timestamps are those of the wire.
    static Dialogue fresh() {
        return new Dialogue(ENDS, new Numbering(), new Stamps(false));
    }

    /// What the script injects.
    static byte[] injected(String text) {
        return PacketBuilder.build(AT, line("< " + text), fresh());
    }

    /// What a stack sends, in numbers of the wire.
    static byte[] sent(String text) {
        final Ends seenByThePeer = ENDS.turned();
        return PacketBuilder.build(AT, line("< " + text), fresh().between(seenByThePeer));
    }

    static LivePacket live(String text) {
        return LivePacket.of(sent(text), 0);
    }

    /// The same with four octets of options, which do nothing, in its IP header.
    static byte[] withIpOptions(byte[] plain) {
        final byte[] octets = new byte[plain.length + 4];
        System.arraycopy(plain, 0, octets, 0, 20);
        Arrays.fill(octets, 20, 24, (byte) 1);
        System.arraycopy(plain, 20, octets, 24, plain.length - 20);
        octets[0] = 0x46;
        octets[3] = (byte) octets.length;
        return summed(octets);
    }

    /// The same with the checksums that its octets should have.
    static byte[] summed(byte[] octets) {
        final ByteBuffer out = ByteBuffer.wrap(octets);
        final int header = (octets[0] & 0xF) * 4;
        out.putShort(10, (short) 0);
        out.putShort(10, (short) new OnesSum().add(out, 0, header).checksum());
        final int protocol = octets[9];
        final int field = header + (protocol == LivePacket.TCP ? 16 : protocol == LivePacket.UDP ? 6 : 2);
        final int length = octets.length - header;
        out.putShort(field, (short) 0);
        final OnesSum sum = new OnesSum().add(out, header, length);
        if (protocol != LivePacket.ICMP) {
            sum.addPseudoHeader(out.getInt(12), out.getInt(16), protocol, length);
        }
        out.putShort(field, (short) sum.checksum());
        return octets;
    }
}
