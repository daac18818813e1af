package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.run.Mutant.Kind;
import anax.netstack.packetdrill.syntax.IpInfo;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceRange;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Every way in which an expected packet can be made wrong in one thing.
final class PacketMutants {
    private static final int[] FLAGS = {
        TcpFlags.FIN, TcpFlags.SYN, TcpFlags.RST, TcpFlags.PSH, TcpFlags.ACK, TcpFlags.URG, TcpFlags.ECE, TcpFlags.CWR
    };

    private final PacketLine packet;
    private final boolean ticks;
    private BiConsumer<Kind, PacketLine> found;

    PacketMutants(PacketLine packet, boolean ticks) {
        this.packet = packet;
        this.ticks = ticks;
    }

    void each(BiConsumer<Kind, PacketLine> consumer) {
        found = consumer;
        ip();
        switch (packet.body()) {
            case PacketBody.Tcp tcp -> tcp(tcp);
            case PacketBody.Udp udp -> found(Kind.LENGTH, new PacketBody.Udp(udp.length() + 1));
            case PacketBody.Icmp icmp -> icmp(icmp);
            case PacketBody.Unreadable _ -> {}
        }
    }

    private void found(Kind kind, PacketBody body) {
        found.accept(kind, packet.withBody(body));
    }

    private void ip() {
        final IpInfo ip = packet.ip();
        if (ip.ttl().isPresent()) {
            final OptionalInt wrong = OptionalInt.of(ip.ttl().getAsInt() - 1);
            withIp(new IpInfo(ip.service(), wrong, ip.flowLabel()));
        }
        if (ip.service().mask() != 0) {
            final int bit = Integer.lowestOneBit(ip.service().mask());
            final IpInfo.Service wrong =
                    new IpInfo.Service(ip.service().mask(), ip.service().value() ^ bit, false);
            withIp(new IpInfo(wrong, ip.ttl(), ip.flowLabel()));
        }
    }

    private void withIp(IpInfo wrong) {
        found.accept(Kind.IP, new PacketLine(packet.direction(), wrong, packet.ports(), packet.body()));
    }

    private void tcp(PacketBody.Tcp tcp) {
        final SequenceRange range = tcp.sequence();
        if (range.start().isPresent() && !tcp.flags().has(TcpFlags.SYN)) {
            final Optional<SequenceNumber> wrong = range.start().map(PacketMutants::next);
            found(Kind.SEQUENCE, with(tcp, tcp.flags(), new SequenceRange(wrong, range.length()), tcp.ack()));
        }
        found(Kind.LENGTH, with(tcp, tcp.flags(), new SequenceRange(range.start(), range.length() + 1), tcp.ack()));
        if (tcp.ack().isPresent()) {
            found(Kind.ACKNOWLEDGMENT, with(tcp, tcp.flags(), range, tcp.ack().map(PacketMutants::next)));
        }
        for (final int flag : FLAGS) {
            found(Kind.FLAG, with(tcp, tcp.flags().withBits(tcp.flags().bits() ^ flag), range, tcp.ack()));
        }
        if (tcp.window().isPresent()) {
            final int window = tcp.window().getAsInt();
            found(Kind.WINDOW, rest(tcp, OptionalInt.of(window == 0 ? 1 : window - 1), tcp.urgent(), tcp.options()));
        }
        found(Kind.URGENT, rest(tcp, tcp.window(), tcp.urgent() + 1, tcp.options()));
        tcp.options().ifPresent(options -> options(tcp, options));
    }

    private static SequenceNumber next(SequenceNumber number) {
        return new SequenceNumber((number.value() + 1) & 0xFFFF_FFFFL, number.absolute());
    }

    private static PacketBody.Tcp with(
            PacketBody.Tcp tcp, TcpFlags flags, SequenceRange range, Optional<SequenceNumber> ack) {
        return new PacketBody.Tcp(flags, range, ack, tcp.window(), tcp.urgent(), tcp.options());
    }

    private static PacketBody.Tcp rest(
            PacketBody.Tcp tcp, OptionalInt window, int urgent, Optional<List<TcpOption>> options) {
        return new PacketBody.Tcp(tcp.flags(), tcp.sequence(), tcp.ack(), window, urgent, options);
    }

    private void options(PacketBody.Tcp tcp, List<TcpOption> options) {
        for (int i = 0; i < options.size(); i++) {
            final List<TcpOption> without = new ArrayList<>(options);
            without.remove(i);
            found(Kind.OPTION, rest(tcp, tcp.window(), tcp.urgent(), Optional.of(without)));
            for (final TcpOption wrong : wrong(options.get(i))) {
                final List<TcpOption> other = new ArrayList<>(options);
                other.set(i, wrong);
                found(Kind.OPTION, rest(tcp, tcp.window(), tcp.urgent(), Optional.of(other)));
            }
        }
        final List<TcpOption> more = new ArrayList<>(options);
        more.add(new TcpOption.NoOperation());
        found(Kind.OPTION, rest(tcp, tcp.window(), tcp.urgent(), Optional.of(more)));
    }

    private List<TcpOption> wrong(TcpOption right) {
        return switch (right) {
            case TcpOption.Mss(int octets) -> List.of(new TcpOption.Mss(octets - 1));
            case TcpOption.WindowScale(int shift) -> List.of(new TcpOption.WindowScale(shift + 1));
            case TcpOption.Sack(List<TcpOption.Block> blocks) -> wrongBlocks(blocks);
            case TcpOption.Timestamps stamps ->
                ticks && stamps.value().isPresent() && stamps.value().getAsLong() > 0
                        ? List.of(new TcpOption.Timestamps(
                                OptionalLong.of(stamps.value().getAsLong() + 1_000_000),
                                stamps.echo(),
                                stamps.absolute()))
                        : List.of();
            default -> List.of();
        };
    }

    private static List<TcpOption> wrongBlocks(List<TcpOption.Block> blocks) {
        final List<TcpOption> wrong = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            final TcpOption.Block block = blocks.get(i);
            final List<TcpOption.Block> left = new ArrayList<>(blocks);
            left.set(i, new TcpOption.Block(block.left() + 1, block.right()));
            wrong.add(new TcpOption.Sack(left));
            final List<TcpOption.Block> right = new ArrayList<>(blocks);
            right.set(i, new TcpOption.Block(block.left(), block.right() + 1));
            wrong.add(new TcpOption.Sack(right));
        }
        return wrong;
    }

    private void icmp(PacketBody.Icmp icmp) {
        final PacketBody.IcmpName code = new PacketBody.IcmpName("code_77");
        found(Kind.ICMP, new PacketBody.Icmp(icmp.type(), code, icmp.mtu(), icmp.id(), icmp.quoted()));
        final PacketBody.IcmpName type = new PacketBody.IcmpName("type_77");
        final PacketBody.IcmpName plain = new PacketBody.IcmpName("");
        found(Kind.ICMP, new PacketBody.Icmp(type, plain, OptionalLong.empty(), icmp.id(), icmp.quoted()));
        if (icmp.mtu().isPresent()) {
            final OptionalLong wrong = OptionalLong.of(icmp.mtu().getAsLong() + 1);
            found(Kind.ICMP, new PacketBody.Icmp(icmp.type(), icmp.code(), wrong, icmp.id(), icmp.quoted()));
        }
        if (icmp.id().isPresent()) {
            final OptionalInt wrong = OptionalInt.of(icmp.id().getAsInt() ^ 1);
            found(Kind.ICMP, new PacketBody.Icmp(icmp.type(), icmp.code(), icmp.mtu(), wrong, icmp.quoted()));
        }
        icmp.quoted()
                .ifPresent(quoted -> wrong(quoted)
                        .forEach(wrong -> found(
                                Kind.ICMP,
                                new PacketBody.Icmp(
                                        icmp.type(), icmp.code(), icmp.mtu(), icmp.id(), Optional.of(wrong)))));
    }

    private static List<PacketBody.Quoted> wrong(PacketBody.Quoted right) {
        return switch (right) {
            case PacketBody.QuotedUdp(int length) -> List.of(new PacketBody.QuotedUdp(length + 1));
            case PacketBody.QuotedTcp(SequenceRange range) ->
                List.of(
                        new PacketBody.QuotedTcp(
                                new SequenceRange(range.start().map(PacketMutants::next), range.length())),
                        new PacketBody.QuotedTcp(new SequenceRange(range.start(), range.length() + 1)));
        };
    }
}
