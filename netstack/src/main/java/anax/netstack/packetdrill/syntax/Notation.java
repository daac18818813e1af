package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.PacketBody.QuotedTcp;
import anax.netstack.packetdrill.syntax.PacketBody.QuotedUdp;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceRange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes parts of a script as a script writes them.
///
/// Owner: nobody, it keeps no state.
public final class Notation {
    private static final long SEQUENCE_MASK = 0xFFFF_FFFFL;

    private Notation() {}

    /// A whole script, a line for each of its parts.
    public static String of(Script script) {
        final StringBuilder text = new StringBuilder();
        script.options().forEach(option -> text.append(option).append('\n'));
        script.init().ifPresent(command -> text.append(of((Action) command)).append('\n'));
        script.events().forEach(event -> text.append(event).append('\n'));
        script.cleanup().ifPresent(command -> text.append(of((Action) command)).append('\n'));
        return text.toString();
    }

    /// A whole event.
    public static String of(Event event) {
        if (event.action() instanceof CallLine call && call.endNs().isPresent()) {
            return time(event.time()) + "..." + seconds(call.endNs().getAsLong()) + " " + of(call);
        }
        return time(event.time()) + " " + of(event.action());
    }

    /// What an event does.
    public static String of(Action action) {
        return switch (action) {
            case PacketLine packet -> of(packet);
            case CallLine call -> of(call);
            case CommandLine command -> "`" + command.text() + "`";
            case CodeBlock code -> "%{" + code.text() + "}%";
        };
    }

    /// A time.
    public static String time(EventTime time) {
        return switch (time) {
            case EventTime.At at -> sign(at.relative()) + seconds(at.ns());
            case EventTime.Range range ->
                sign(range.relative()) + seconds(range.fromNs()) + "~" + sign(range.relative()) + seconds(range.toNs());
            case EventTime.Any() -> "*";
        };
    }

    /// Nanoseconds as seconds, to the microsecond or, where that is not all, to the nanosecond.
    public static String seconds(long ns) {
        return BigDecimal.valueOf(ns, 9).setScale(ns % 1_000 == 0 ? 6 : 9).toPlainString();
    }

    /// A packet.
    public static String of(PacketLine packet) {
        final List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(packet.direction().sign()));
        packet.carriers().forEach(header -> parts.add(header.shown()));
        final String ip = of(packet.ip());
        if (!ip.isEmpty()) {
            parts.add(ip);
        }
        packet.ports().ifPresent(ports -> parts.add(ports.source() + " > " + ports.destination()));
        parts.add(of(packet.body()));
        return String.join(" ", parts);
    }

    /// A call.
    public static String of(CallLine call) {
        final StringBuilder text = new StringBuilder(call.name())
                .append('(')
                .append(list(call.arguments()))
                .append(") = ")
                .append(of(call.result()));
        call.error().ifPresent(error -> text.append(' ').append(error));
        if (!call.note().isEmpty()) {
            text.append(" (").append(call.note()).append(')');
        }
        return text.toString();
    }

    /// An expression.
    public static String of(Expression expression) {
        return switch (expression) {
            case Expression.Ellipsis() -> "...";
            case Expression.Numeral(long value, boolean hex) ->
                hex ? "0x" + Long.toHexString(value) : Long.toString(value);
            case Expression.Word(String name) -> name;
            case Expression.Text(String text, boolean open) -> "\"" + text + "\"" + (open ? "..." : "");
            case Expression.Or(Expression left, Expression right) -> of(left) + "|" + of(right);
            case Expression.Listing(List<Expression> elements) -> "[" + list(elements) + "]";
            case Expression.Struct(List<Expression.Field> fields) ->
                fields.stream().map(Notation::field).collect(Collectors.joining(", ", "{", "}"));
            case Expression.Invocation(String name, List<Expression> arguments) -> name + "(" + list(arguments) + ")";
        };
    }

    private static String field(Expression.Field field) {
        final String size = field.size().map(value -> "(" + of(value) + ")").orElse("");
        return (field.name().isEmpty() ? "" : field.name() + size + "=") + of(field.value());
    }

    private static String list(List<Expression> expressions) {
        return expressions.stream().map(Notation::of).collect(Collectors.joining(", "));
    }

    private static String sign(boolean relative) {
        return relative ? "+" : "";
    }

    static String of(IpInfo ip) {
        final List<String> parts = new ArrayList<>();
        final String service = IpInfoParser.shown(ip.service());
        if (!service.isEmpty()) {
            parts.add(service);
        }
        ip.ttl().ifPresent(ttl -> parts.add("ttl " + ttl));
        ip.flowLabel().ifPresent(label -> parts.add("flowlabel 0x" + Integer.toHexString(label)));
        return parts.isEmpty() ? "" : "[" + String.join(", ", parts) + "]";
    }

    private static String of(PacketBody body) {
        return switch (body) {
            case PacketBody.Tcp tcp -> of(tcp);
            case PacketBody.Udp udp -> "udp (" + udp.length() + ")";
            case PacketBody.Icmp icmp -> of(icmp);
            case PacketBody.Unreadable(int octets) -> "something unreadable (" + octets + ")";
        };
    }

    private static String of(PacketBody.Tcp tcp) {
        final StringBuilder text =
                new StringBuilder(tcp.flags().toString()).append(' ').append(of(tcp.sequence()));
        tcp.ack().ifPresent(ack -> text.append(" ack ").append(of(ack)));
        tcp.window().ifPresent(window -> text.append(" win ").append(window));
        if (tcp.urgent() != 0) {
            text.append(" urg ").append(tcp.urgent());
        }
        if (tcp.options().isEmpty()) {
            return text.append(" <...>").toString();
        }
        final List<TcpOption> options = tcp.options().orElseThrow();
        return options.isEmpty()
                ? text.toString()
                : text.append(' ').append(of(options)).toString();
    }

    /// TCP options.
    public static String of(List<TcpOption> options) {
        return options.stream().map(Notation::of).collect(Collectors.joining(",", "<", ">"));
    }

    /// A TCP option.
    public static String of(TcpOption option) {
        return switch (option) {
            case TcpOption.Mss(int octets) -> "mss " + octets;
            case TcpOption.WindowScale(int shift) -> "wscale " + shift;
            case TcpOption.SackPermitted() -> "sackOK";
            case TcpOption.Sack(List<TcpOption.Block> blocks) ->
                blocks.stream()
                        .map(block -> block.left() + ":" + block.right())
                        .collect(Collectors.joining(" ", "sack ", ""));
            case TcpOption.Timestamps stamps ->
                "TS val " + (stamps.value().isPresent() ? stamps.value().getAsLong() : "...") + " ecr " + stamps.echo()
                        + (stamps.absolute() ? "!" : "");
            case TcpOption.NoOperation() -> "nop";
            case TcpOption.EndOfList() -> "eol";
            case TcpOption.Other(int kind, String octets) -> "kind " + kind + (octets.isEmpty() ? "" : " 0x" + octets);
        };
    }

    private static String of(SequenceRange range) {
        final String length = "(" + range.length() + ")";
        return range.start()
                .map(start -> of(start)
                        + ":"
                        + ((start.value() + range.length()) & SEQUENCE_MASK)
                        + (start.absolute() ? "!" : "")
                        + length)
                .orElse("..." + length);
    }

    private static String of(SequenceNumber number) {
        return number.value() + (number.absolute() ? "!" : "");
    }

    private static String of(PacketBody.Icmp icmp) {
        final StringBuilder text = new StringBuilder("icmp ").append(icmp.type().name());
        if (!icmp.code().name().isEmpty()) {
            text.append(' ').append(icmp.code().name());
        }
        icmp.mtu().ifPresent(mtu -> text.append(" mtu ").append(mtu));
        icmp.id().ifPresent(id -> text.append(" id ").append(id));
        icmp.quoted()
                .ifPresent(quoted -> text.append(
                        switch (quoted) {
                            case QuotedTcp(SequenceRange sequence) -> " [" + of(sequence) + "]";
                            case QuotedUdp(int length) -> " [udp (" + length + ")]";
                        }));
        return text.toString();
    }
}
