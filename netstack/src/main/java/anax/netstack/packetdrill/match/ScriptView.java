package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.IpInfo;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceRange;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A packet of the wire as a script would write it, with every field told.
///
/// Owner: nobody, it keeps no state.
public final class ScriptView {
    private static final int IPV4_HEADER = 20;
    private static final int WHOLE_OCTET = 0xFF;

    private ScriptView() {}

    /// A packet that the stack sent.
    public static PacketLine of(LivePacket packet, Dialogue dialogue) {
        return new PacketLine(
                PacketLine.Direction.OUTBOUND, IpInfo.NONE, Optional.empty(), body(packet.body(), dialogue));
    }

    /// The same as the line that expects it would write it: what is not asked for is left out.
    public static PacketLine of(LivePacket packet, Dialogue dialogue, PacketLine expected) {
        final IpInfo ip = new IpInfo(
                service(packet, expected.ip().service()),
                expected.ip().ttl().isPresent() ? OptionalInt.of(packet.ttl()) : OptionalInt.empty(),
                OptionalInt.empty());
        final Optional<PacketLine.Ports> ports = expected.ports()
                .map(ignored -> new PacketLine.Ports(
                        packet.ends().localPort(), packet.ends().remotePort()));
        return new PacketLine(PacketLine.Direction.OUTBOUND, ip, ports, body(packet.body(), dialogue));
    }

    private static IpInfo.Service service(LivePacket packet, IpInfo.Service expected) {
        if (expected.mask() == 0 && !expected.ect01()) {
            return IpInfo.NONE.service();
        }
        final int mask = expected.ect01() ? WHOLE_OCTET : expected.mask();
        return new IpInfo.Service(mask, packet.service() & mask, false);
    }

    private static PacketBody body(LiveBody body, Dialogue dialogue) {
        return switch (body) {
            case LiveBody.Tcp tcp -> tcp(tcp, dialogue);
            case LiveBody.Udp udp -> new PacketBody.Udp(udp.payload().length());
            case LiveBody.Icmp icmp -> icmp(icmp, dialogue);
            case LiveBody.Other(Octets octets) -> new PacketBody.Unreadable(octets.length());
        };
    }

    private static PacketBody tcp(LiveBody.Tcp tcp, Dialogue dialogue) {
        final boolean syn = tcp.has(TcpFlags.SYN);
        final Numbering numbers = dialogue.numbering();
        final SequenceRange range = new SequenceRange(
                Optional.of(new SequenceNumber(numbers.localToScript(tcp.seq(), syn), false)),
                tcp.payload().length());
        final Optional<SequenceNumber> ack = tcp.has(TcpFlags.ACK)
                ? Optional.of(new SequenceNumber(numbers.remoteToScript(tcp.ack(), syn), false))
                : Optional.empty();
        final List<TcpOption> options = tcp.options().stream()
                .map(option -> option(option, dialogue, syn))
                .toList();
        return new PacketBody.Tcp(
                new TcpFlags(tcp.flags(), false),
                range,
                ack,
                OptionalInt.of(tcp.window()),
                tcp.urgent(),
                Optional.of(options));
    }

    static TcpOption option(TcpOption option, Dialogue dialogue, boolean syn) {
        return switch (option) {
            case TcpOption.Sack(List<TcpOption.Block> blocks) ->
                new TcpOption.Sack(blocks.stream()
                        .map(block -> new TcpOption.Block(
                                dialogue.numbering().remoteToScript(block.left(), syn),
                                dialogue.numbering().remoteToScript(block.right(), syn)))
                        .toList());
            case TcpOption.Timestamps stamps ->
                new TcpOption.Timestamps(
                        OptionalLong.of(
                                dialogue.stamps().toScript(stamps.value().orElse(0))),
                        stamps.echo(),
                        false);
            case TcpOption.Mss _,
                    TcpOption.WindowScale _,
                    TcpOption.SackPermitted _,
                    TcpOption.NoOperation _,
                    TcpOption.EndOfList _,
                    TcpOption.Other _ -> option;
        };
    }

    private static PacketBody icmp(LiveBody.Icmp icmp, Dialogue dialogue) {
        final boolean echo = icmp.type() == IcmpNames.ECHO || icmp.type() == IcmpNames.ECHO_REPLY;
        final boolean mtu = icmp.type() == IcmpNames.UNREACHABLE && icmp.code() == IcmpNames.FRAG_NEEDED;
        return new PacketBody.Icmp(
                new PacketBody.IcmpName(IcmpNames.nameOfType(icmp.type())),
                new PacketBody.IcmpName(IcmpNames.nameOfCode(icmp.type(), icmp.code())),
                mtu ? OptionalLong.of(icmp.rest() & 0xFFFFL) : OptionalLong.empty(),
                echo ? OptionalInt.of(icmp.rest() >>> 16) : OptionalInt.empty(),
                echo ? Optional.empty() : quoted(icmp, dialogue));
    }

    /// What a message quotes of a packet of the peer's: its length, as its IP header says, and its number.
    private static Optional<PacketBody.Quoted> quoted(LiveBody.Icmp icmp, Dialogue dialogue) {
        if (icmp.payload().length() < IPV4_HEADER) {
            return Optional.empty();
        }
        final LivePacket quoted = LivePacket.of(icmp.payload().copy(), 0);
        final int carried = quoted.totalLength() - quoted.headerLength();
        if (quoted.protocol() == LivePacket.UDP) {
            return Optional.of(new PacketBody.QuotedUdp(Math.max(0, carried - 8)));
        }
        if (quoted.protocol() != LivePacket.TCP || icmp.payload().length() < IPV4_HEADER + 8) {
            return Optional.empty();
        }
        final long seq = Integer.toUnsignedLong(icmp.payload().buffer().getInt(quoted.headerLength() + 4));
        final int header = quoted.body() instanceof LiveBody.Tcp tcp ? tcp.headerLength() : IPV4_HEADER;
        return Optional.of(new PacketBody.QuotedTcp(new SequenceRange(
                Optional.of(new SequenceNumber(dialogue.numbering().remoteToScript(seq, false), false)),
                Math.max(0, carried - header))));
    }
}
