package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a packet that the stack sent is the one that the script expects.
///
/// Owner: one comparison. Compared are: both checksums, IP version, protocol, header length and total length, both
/// addresses and ports, the service octet and TTL as far as they are given; of TCP the data offset, every flag and
/// reserved bit, sequence and acknowledgment number, the window if it is given, the urgent pointer, the options one
/// by one in order, and the payload, which is all zeros; of UDP the lengths and the payload; of ICMP type, code, and
/// MTU, identifier and quotation as far as they are given.
///
/// Not compared are: the identification of IP and its bit against fragments, what the script does not give, both
/// timestamps' values unless the script says how long their ticks are, and then not the echo. Relaxed, options are a
/// set without fillers, the window scale is free, lengths count without options, and a window is zero or not.
public final class PacketComparison {
    private static final int IPV4_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;

    private final Position at;
    private final PacketLine expected;
    private final LivePacket live;
    private final Dialogue dialogue;
    private final Rules rules;
    private final List<Difference> differences = new ArrayList<>();

    /// How strictly packets are compared.
    ///
    /// @param relaxed     as the class says
    /// @param tickNs      how long a tick of the stack's timestamps is; 0 if their values are not compared
    /// @param toleranceNs by how much a timestamp may be off
    public record Rules(boolean relaxed, long tickNs, long toleranceNs) {}

    private PacketComparison(Position at, PacketLine expected, LivePacket live, Dialogue dialogue, Rules rules) {
        this.at = at;
        this.expected = expected;
        this.live = live;
        this.dialogue = dialogue;
        this.rules = rules;
    }

    /// Everything in which a packet is not as expected, the most telling first; empty if they are alike.
    public static List<Difference> compare(
            Position at, PacketLine expected, LivePacket live, Dialogue dialogue, Rules rules) {
        final PacketComparison comparison = new PacketComparison(at, expected, live, dialogue, rules);
        comparison.compareAll();
        return List.copyOf(comparison.differences);
    }

    private void compareAll() {
        expected.carriers()
                .forEach(header -> add("carrier", header.shown(), "none, as the stack carries no packet in others"));
        check("IP version", 4, live.version());
        check("IP checksum", "right", live.headerSumGood() ? "right" : "wrong");
        check("IP header length", IPV4_HEADER, live.headerLength());
        check("fragment", "no", live.fragment() ? "yes" : "no");
        check("octets behind the IP datagram", 0, live.octets() - live.totalLength());
        if (expected.ip().flowLabel().isPresent()) {
            throw new UnsupportedException(at, "a flow label, which IPv4 has not");
        }
        if (!expected.ip().service().matches(live.service())) {
            add("service", expected.ip().service().shown(), "tos 0x" + Integer.toHexString(live.service()));
        }
        expected.ip().ttl().ifPresent(ttl -> check("ttl", ttl, live.ttl()));
        check("source address", shown(dialogue.ends().local()), shown(live.src()));
        check("destination address", shown(dialogue.ends().remote()), shown(live.dst()));
        expected.ports().ifPresent(ports -> {
            check("source port", ports.source(), live.ends().localPort());
            check("destination port", ports.destination(), live.ends().remotePort());
        });
        if (expected.ports().isEmpty() && live.protocol() != LivePacket.ICMP) {
            check("local port", dialogue.ends().localPort(), live.ends().localPort());
            check("remote port", dialogue.ends().remotePort(), live.ends().remotePort());
        }
        switch (expected.body()) {
            case PacketBody.Tcp tcp -> compareTcp(tcp);
            case PacketBody.Udp udp -> compareUdp(udp);
            case PacketBody.Icmp icmp -> compareIcmp(icmp);
            case PacketBody.Unreadable _ -> throw new IllegalArgumentException("no script can hold " + expected);
        }
    }

    private void compareTcp(PacketBody.Tcp tcp) {
        check("protocol", LivePacket.TCP, live.protocol());
        if (!(live.body() instanceof LiveBody.Tcp got)) {
            add("packet", "a TCP segment", "none");
            return;
        }
        compareFlags(tcp.flags(), got);
        compareNumbers(tcp, got);
        compareLengths(tcp, got);
        tcp.window().ifPresent(window -> compareWindow(window, got.window()));
        check("urg", tcp.urgent(), got.urgent());
        tcp.options().ifPresent(options -> compareOptions(options, got));
        comparePayload(got.payload());
        check("TCP checksum", "right", got.sumGood() ? "right" : "wrong");
    }

    private void compareFlags(TcpFlags flags, LiveBody.Tcp got) {
        if (flags.bits() != got.flags()) {
            add("flags", flags.toString(), flags.withBits(got.flags()).toString());
        }
        check("reserved bits", 0, got.reserved());
    }

    private void compareNumbers(PacketBody.Tcp tcp, LiveBody.Tcp got) {
        final boolean syn = got.has(TcpFlags.SYN);
        tcp.sequence().start().ifPresent(start -> {
            final long seq = start.absolute() ? got.seq() : dialogue.numbering().localToScript(got.seq(), syn);
            check("seq", start.value(), seq);
        });
        if (!got.has(TcpFlags.ACK)) {
            check("ack", tcp.ack().map(PacketBody.SequenceNumber::value).orElse(0L), got.ack());
            return;
        }
        final long ack = dialogue.numbering().remoteToScript(got.ack(), syn);
        final Optional<PacketBody.SequenceNumber> wanted = tcp.ack();
        if (wanted.isPresent() && wanted.orElseThrow().absolute()) {
            check("ack", wanted.orElseThrow().value(), got.ack());
        } else {
            check("ack", wanted.map(PacketBody.SequenceNumber::value).orElse(0L), ack);
        }
    }

    private void compareLengths(PacketBody.Tcp tcp, LiveBody.Tcp got) {
        check("payload", tcp.sequence().length(), got.payload().length());
        if (rules.relaxed() || tcp.options().isEmpty()) {
            return;
        }
        final int header = TCP_HEADER + OptionCodec.encode(tcp.options().orElseThrow()).length;
        check("data offset", header, got.headerLength());
        check("IP total length", IPV4_HEADER + header + tcp.sequence().length(), live.totalLength());
    }

    private void compareWindow(int wanted, int got) {
        if (rules.relaxed()) {
            check("win", wanted == 0 ? "zero" : "not zero", got == 0 ? "zero" : "not zero");
        } else {
            check("win", wanted, got);
        }
    }

    private void compareOptions(List<TcpOption> wanted, LiveBody.Tcp got) {
        final boolean syn = got.has(TcpFlags.SYN);
        final OptionComparison comparison = new OptionComparison(dialogue, rules, syn);
        if (!comparison.alike(wanted, got.options())) {
            add("options", Notation.of(wanted), Notation.of(comparison.shown(got.options())));
        }
    }

    private void compareUdp(PacketBody.Udp udp) {
        check("protocol", LivePacket.UDP, live.protocol());
        if (!(live.body() instanceof LiveBody.Udp got)) {
            add("packet", "a UDP datagram", "none");
            return;
        }
        check("payload", udp.length(), got.payload().length());
        check("UDP length", UDP_HEADER + udp.length(), got.length());
        check("IP total length", IPV4_HEADER + UDP_HEADER + udp.length(), live.totalLength());
        comparePayload(got.payload());
        check("UDP checksum", "right", got.sumGood() ? "right" : "wrong");
    }

    private void compareIcmp(PacketBody.Icmp icmp) {
        check("protocol", LivePacket.ICMP, live.protocol());
        if (!(live.body() instanceof LiveBody.Icmp got)) {
            add("packet", "an ICMP message", "none");
            return;
        }
        check("ICMP type", PacketBuilder.typeOf(at, icmp), got.type());
        check("ICMP code", PacketBuilder.codeOf(at, icmp), got.code());
        icmp.mtu().ifPresent(mtu -> check("mtu", mtu, got.rest() & 0xFFFF));
        icmp.id().ifPresent(id -> check("id", id, got.rest() >>> 16));
        if (icmp.quoted().isPresent()
                && ScriptView.of(live, dialogue).body() instanceof PacketBody.Icmp shown
                && !icmp.quoted().equals(shown.quoted())) {
            add("quoted packet", Notation.of(expected), Notation.of(ScriptView.of(live, dialogue)));
        }
        check("ICMP checksum", "right", got.sumGood() ? "right" : "wrong");
    }

    private static String shown(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    private void comparePayload(Octets payload) {
        for (int i = 0; i < payload.length(); i++) {
            if (payload.at(i) != 0) {
                add("octet " + i + " of the payload", "0", Integer.toString(payload.at(i)));
                return;
            }
        }
    }

    private void check(String what, long wanted, long got) {
        if (wanted != got) {
            add(what, Long.toString(wanted), Long.toString(got));
        }
    }

    private void check(String what, String wanted, String got) {
        if (!wanted.equals(got)) {
            add(what, wanted, got);
        }
    }

    private void add(String what, String wanted, String got) {
        differences.add(new Difference(what, wanted, got));
    }
}
