package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.IpInfo;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketBody.Quoted;
import anax.netstack.packetdrill.syntax.PacketBody.QuotedTcp;
import anax.netstack.packetdrill.syntax.PacketBody.QuotedUdp;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the packets that a script injects, with right checksums and a payload of zeros.
///
/// Owner: the run of a script.
public final class PacketBuilder {
    private static final int IPV4_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int MOST_OPTIONS = 40;
    private static final int UDP_HEADER = 8;
    private static final int ICMP_HEADER = 8;
    private static final int QUOTED_OCTETS = 8;
    private static final int MOST_OCTETS = 65_535;
    private static final int DEFAULT_TTL = 255;

    /// What an ICMP error quotes if the script does not say it.
    private static final Quoted NOTHING =
            new QuotedTcp(new PacketBody.SequenceRange(Optional.of(new SequenceNumber(0, false)), 0));

    private PacketBuilder() {}

    /// The octets of a packet.
    ///
    /// @param dialogue between which ends, in which numbers
    public static byte[] build(Position at, PacketLine line, Dialogue dialogue) {
        final byte[] packet = switch (line.body()) {
            case PacketBody.Tcp tcp -> tcp(at, line.ip(), tcp, dialogue);
            case PacketBody.Udp udp -> udp(at, line.ip(), udp, dialogue.ends());
            case PacketBody.Icmp icmp -> icmp(at, line.ip(), icmp, dialogue);
            case PacketBody.Unreadable _ -> throw new IllegalArgumentException("no script can hold " + line);
        };
        return Encapsulation.wrap(at, line.carriers(), packet);
    }

    private static byte[] tcp(Position at, IpInfo ip, PacketBody.Tcp tcp, Dialogue dialogue) {
        final boolean syn = tcp.flags().has(TcpFlags.SYN);
        final Numbering numbers = dialogue.numbering();
        final SequenceNumber start = tcp.sequence()
                .start()
                .orElseThrow(() -> new InvalidScriptException(at, "any sequence number is for packets that are sent"));
        if (syn && !start.absolute()) {
            numbers.onInboundSyn(start.value());
        }
        final byte[] options = options(at, tcp, dialogue);
        final int header = TCP_HEADER + options.length;
        final Ends ends = dialogue.ends();
        final ByteBuffer segment =
                datagram(at, ip, LivePacket.TCP, ends, header + tcp.sequence().length());
        final int from = segment.position();
        segment.putShort((short) ends.remotePort())
                .putShort((short) ends.localPort())
                .putInt((int) (start.absolute() ? start.value() : numbers.remoteToLive(start.value(), syn)))
                .putInt((int) ack(tcp, numbers, syn))
                .putShort(
                        (short) (((header / Integer.BYTES) << 12) | tcp.flags().bits()))
                .putShort((short) tcp.window().orElse(0))
                .putShort((short) 0)
                .putShort((short) tcp.urgent())
                .put(options);
        sum(segment, from, 16, ends, LivePacket.TCP);
        return octets(segment);
    }

    private static long ack(PacketBody.Tcp tcp, Numbering numbers, boolean syn) {
        return tcp.ack()
                .map(ack -> ack.absolute() ? ack.value() : numbers.localToLive(ack.value(), syn))
                .orElse(0L);
    }

    private static byte[] options(Position at, PacketBody.Tcp tcp, Dialogue dialogue) {
        final boolean syn = tcp.flags().has(TcpFlags.SYN);
        final boolean ack = tcp.flags().has(TcpFlags.ACK);
        final List<TcpOption> live = tcp.options().orElse(List.of()).stream()
                .map(option -> live(at, option, dialogue, syn, ack))
                .toList();
        final byte[] octets = OptionCodec.encode(live);
        if (octets.length % Integer.BYTES != 0 || octets.length > MOST_OPTIONS) {
            throw new InvalidScriptException(
                    at,
                    "the TCP options have " + octets.length + " octets; use 0 to " + MOST_OPTIONS
                            + " in fours, with nop or eol where they are missing");
        }
        return octets;
    }

    private static TcpOption live(Position at, TcpOption option, Dialogue dialogue, boolean syn, boolean ack) {
        return switch (option) {
            case TcpOption.Sack(List<TcpOption.Block> blocks) ->
                new TcpOption.Sack(blocks.stream()
                        .map(block -> new TcpOption.Block(
                                dialogue.numbering().localToLive(block.left(), syn),
                                dialogue.numbering().localToLive(block.right(), syn)))
                        .toList());
            case TcpOption.Timestamps stamps
            when ack && !stamps.absolute() -> {
                final OptionalLong echo = dialogue.stamps().echoToLive(stamps.echo());
                yield new TcpOption.Timestamps(
                        stamps.value(),
                        echo.orElseThrow(() -> new InvalidScriptException(
                                at, "timestamp " + stamps.echo() + " is echoed, but the stack never sent it")),
                        false);
            }
            case TcpOption.Timestamps _,
                    TcpOption.Mss _,
                    TcpOption.WindowScale _,
                    TcpOption.SackPermitted _,
                    TcpOption.NoOperation _,
                    TcpOption.EndOfList _,
                    TcpOption.Other _ -> option;
        };
    }

    private static byte[] udp(Position at, IpInfo ip, PacketBody.Udp udp, Ends ends) {
        final int length = UDP_HEADER + udp.length();
        final ByteBuffer datagram = datagram(at, ip, LivePacket.UDP, ends, length);
        final int from = datagram.position();
        datagram.putShort((short) ends.remotePort())
                .putShort((short) ends.localPort())
                .putShort((short) length)
                .putShort((short) 0);
        sum(datagram, from, 6, ends, LivePacket.UDP);
        if (datagram.getShort(from + 6) == 0) {
            datagram.putShort(from + 6, (short) 0xFFFF);
        }
        return octets(datagram);
    }

    private static byte[] icmp(Position at, IpInfo ip, PacketBody.Icmp icmp, Dialogue dialogue) {
        final int type = typeOf(at, icmp);
        final int code = codeOf(at, icmp);
        final boolean echo = type == IcmpNames.ECHO || type == IcmpNames.ECHO_REPLY;
        if (icmp.mtu().isPresent() && (type != IcmpNames.UNREACHABLE || code != IcmpNames.FRAG_NEEDED)) {
            throw new InvalidScriptException(at, "only unreachable frag_needed tells an MTU");
        }
        final byte[] quoted = echo ? new byte[0] : quoted(icmp.quoted().orElse(NOTHING), dialogue);
        final ByteBuffer message = datagram(at, ip, LivePacket.ICMP, dialogue.ends(), ICMP_HEADER + quoted.length);
        final int from = message.position();
        final long rest = icmp.mtu().orElse((long) icmp.id().orElse(0) << 16);
        message.put((byte) type).put((byte) code).putShort((short) 0).putInt((int) rest);
        message.put(quoted);
        final int checksum =
                new OnesSum().add(message, from, message.capacity() - from).checksum();
        message.putShort(from + 2, (short) checksum);
        return octets(message);
    }

    static int typeOf(Position at, PacketBody.Icmp icmp) {
        return IcmpNames.type(icmp.type().name())
                .orElseThrow(
                        () -> new UnsupportedException(at, "type " + icmp.type().name() + " of ICMP"));
    }

    static int codeOf(Position at, PacketBody.Icmp icmp) {
        return IcmpNames.code(typeOf(at, icmp), icmp.code().name())
                .orElseThrow(
                        () -> new UnsupportedException(at, "code " + icmp.code().name() + " of ICMP"));
    }

    /// The IP header of the packet that the stack sent, and the first octets behind it.
    private static byte[] quoted(Quoted quoted, Dialogue dialogue) {
        final Ends ends = dialogue.ends();
        final ByteBuffer out = ByteBuffer.allocate(IPV4_HEADER + QUOTED_OCTETS);
        switch (quoted) {
            case QuotedTcp(PacketBody.SequenceRange range) -> {
                header(out, IPV4_HEADER + TCP_HEADER + range.length(), 0, DEFAULT_TTL, LivePacket.TCP);
                out.putInt(12, ends.local()).putInt(16, ends.remote());
                final SequenceNumber start = range.start().orElse(new SequenceNumber(0, false));
                out.putShort((short) ends.localPort()).putShort((short) ends.remotePort());
                out.putInt((int)
                        (start.absolute() ? start.value() : dialogue.numbering().localToLive(start.value(), false)));
            }
            case QuotedUdp(int length) -> {
                header(out, IPV4_HEADER + UDP_HEADER + length, 0, DEFAULT_TTL, LivePacket.UDP);
                out.putInt(12, ends.local()).putInt(16, ends.remote());
                out.putShort((short) ends.localPort()).putShort((short) ends.remotePort());
                out.putShort((short) (UDP_HEADER + length));
            }
        }
        headerSum(out);
        return octets(out);
    }

    /// An IP header from the script's end to the stack's, and room behind it.
    private static ByteBuffer datagram(Position at, IpInfo ip, int protocol, Ends ends, int carried) {
        if (IPV4_HEADER + carried > MOST_OCTETS) {
            throw new InvalidScriptException(
                    at, "a packet of " + (IPV4_HEADER + carried) + " octets; use " + MOST_OCTETS + " at most");
        }
        if (ip.flowLabel().isPresent()) {
            throw new UnsupportedException(at, "a flow label, which IPv4 has not");
        }
        final ByteBuffer out = ByteBuffer.allocate(IPV4_HEADER + carried);
        header(out, IPV4_HEADER + carried, ip.service().value(), ip.ttl().orElse(DEFAULT_TTL), protocol);
        out.putInt(12, ends.remote()).putInt(16, ends.local());
        headerSum(out);
        return out;
    }

    private static byte[] octets(ByteBuffer out) {
        final byte[] octets = new byte[out.capacity()];
        out.get(0, octets);
        return octets;
    }

    private static void header(ByteBuffer out, int total, int service, int ttl, int protocol) {
        out.put((byte) 0x45).put((byte) service).putShort((short) total);
        out.putInt(0).put((byte) ttl).put((byte) protocol).position(IPV4_HEADER);
    }

    private static void headerSum(ByteBuffer out) {
        out.putShort(10, (short) new OnesSum().add(out, 0, IPV4_HEADER).checksum());
    }

    private static void sum(ByteBuffer out, int from, int field, Ends ends, int protocol) {
        final int length = out.capacity() - from;
        final int checksum = new OnesSum()
                .addPseudoHeader(ends.remote(), ends.local(), protocol, length)
                .add(out, from, length)
                .checksum();
        out.putShort(from + field, (short) checksum);
    }
}
