package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpSocketOptions;
import anax.netstack.udp.UdpEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/// The calls getsockopt and setsockopt. An option that the stack has not is unsupported by its name.
///
/// Owner: the run of a script.
final class OptionCalls {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /// An option that is a number. Owner: nobody.
    private record Numbered(ToLongFunction<TcpSocketOptions> get, BiConsumer<TcpSocketOptions, Long> set) {}

    private static final Map<String, Numbered> OF_TCP = Map.ofEntries(
            flag("TCP_NODELAY", TcpSocketOptions::isNoDelay, TcpSocketOptions::noDelay),
            flag("TCP_CORK", TcpSocketOptions::isCorked, TcpSocketOptions::cork),
            flag("TCP_NOPUSH", TcpSocketOptions::isCorked, TcpSocketOptions::cork),
            flag("TCP_QUICKACK", TcpSocketOptions::isQuickAck, TcpSocketOptions::quickAck),
            flag("TCP_NOOPT", TcpSocketOptions::isNoOptions, TcpSocketOptions::noOptions),
            flag("TCP_INQ", TcpSocketOptions::isTellingUnread, TcpSocketOptions::tellingUnread),
            flag("IP_RECVERR", TcpSocketOptions::isReportingErrors, TcpSocketOptions::reportingErrors),
            flag("SO_KEEPALIVE", TcpSocketOptions::isKeepAlive, TcpSocketOptions::keepAlive),
            Map.entry("TCP_MAXSEG", new Numbered(TcpSocketOptions::maxSeg, (o, v) -> o.maxSeg(asInt(v)))),
            time("TCP_KEEPIDLE", SECOND, TcpSocketOptions::keepIdleNs, TcpSocketOptions::keepIdleNs),
            time("TCP_KEEPINIT", SECOND, TcpSocketOptions::openTimeoutNs, TcpSocketOptions::openTimeoutNs),
            time("TCP_KEEPINTVL", SECOND, TcpSocketOptions::keepIntervalNs, TcpSocketOptions::keepIntervalNs),
            time("TCP_USER_TIMEOUT", MS, TcpSocketOptions::userTimeoutNs, TcpSocketOptions::userTimeoutNs),
            Map.entry("TCP_KEEPCNT", new Numbered(TcpSocketOptions::keepCount, (o, v) -> o.keepCount(asInt(v)))),
            Map.entry("TCP_SYNCNT", new Numbered(TcpSocketOptions::synCount, (o, v) -> o.synCount(asInt(v)))),
            Map.entry(
                    "TCP_NOTSENT_LOWAT",
                    new Numbered(TcpSocketOptions::notSentLowWater, (o, v) -> o.notSentLowWater(asInt(v)))),
            Map.entry("SO_RCVBUF", new Numbered(TcpSocketOptions::receiveBuffer, (o, v) -> o.receiveBuffer(asInt(v)))),
            Map.entry("SO_SNDBUF", new Numbered(TcpSocketOptions::sendBuffer, (o, v) -> o.sendBuffer(asInt(v)))),
            Map.entry("IP_TOS", new Numbered(TcpSocketOptions::tos, (o, v) -> o.tos(asInt(v)))),
            Map.entry("IP_TTL", new Numbered(TcpSocketOptions::ttl, (o, v) -> o.ttl(asInt(v)))));

    private static final List<String> OF_IPV6 = List.of("IPV6_UNICAST_HOPS", "IPV6_TCLASS", "IPV6_RECVERR");

    private final Descriptors descriptors;
    private final boolean relaxed;

    OptionCalls(Descriptors descriptors, boolean relaxed) {
        this.descriptors = descriptors;
        this.relaxed = relaxed;
    }

    private static Map.Entry<String, Numbered> flag(
            String name,
            java.util.function.Predicate<TcpSocketOptions> get,
            BiConsumer<TcpSocketOptions, Boolean> set) {
        return Map.entry(name, new Numbered(o -> get.test(o) ? 1 : 0, (o, v) -> set.accept(o, v != 0)));
    }

    private static Map.Entry<String, Numbered> time(
            String name, long unitNs, ToLongFunction<TcpSocketOptions> get, BiConsumer<TcpSocketOptions, Long> set) {
        return Map.entry(
                name, new Numbered(o -> get.applyAsLong(o) / unitNs, (o, v) -> set.accept(o, v < 0 ? -1 : v * unitNs)));
    }

    private static int asInt(long value) {
        return Math.clamp(value, -1, Integer.MAX_VALUE);
    }

    /// `setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0`
    Attempt set(Arguments arguments) {
        arguments.count(5, 5);
        final SocketFile file = descriptors.socket(arguments.number(0)).orElse(null);
        if (file == null) {
            return Attempt.done(Reply.failed("EBADF"));
        }
        final String name = arguments.word(2);
        if (OF_IPV6.contains(name)) {
            return Attempt.done(Reply.failed("ENOPROTOOPT")); // all sockets here are IPv4's
        }
        final Expression value = arguments.get(3);
        try {
            set(arguments, file, name, value);
        } catch (IllegalArgumentException outOfRange) {
            return Attempt.done(Reply.failed("EINVAL"));
        }
        return Attempt.done(Reply.of(0));
    }

    private static void set(Arguments arguments, SocketFile file, String name, Expression value) {
        switch (name) {
            case "SO_REUSEADDR", "SO_REUSEPORT" -> file.reuse(arguments.number(value) != 0);
            case "SO_DEBUG" -> arguments.number(value); // nothing is traced by it
            case "SO_OOBINLINE" -> {
                if (arguments.number(value) == 0) {
                    throw new UnsupportedException(arguments.at(), "SO_OOBINLINE off: urgent octets stay in line");
                }
            }
            default -> {
                switch (file) {
                    case TcpFile tcp -> set(arguments, tcp.endpoint().options(), name, value);
                    case UdpFile udp -> set(arguments, udp, name, value);
                }
            }
        }
    }

    private static void set(Arguments arguments, TcpSocketOptions options, String name, Expression value) {
        if (name.equals("SO_LINGER")) {
            options.lingerNs(lingerNs(arguments, value));
            return;
        }
        if (name.equals("TCP_CONGESTION")) {
            congestion(arguments, options, value);
            return;
        }
        numbered(arguments, name).set().accept(options, arguments.number(value));
    }

    private static void congestion(Arguments arguments, TcpSocketOptions options, Expression value) {
        try {
            options.congestion(value instanceof Expression.Text(String algorithm, boolean _) ? algorithm : "");
        } catch (IllegalArgumentException unknown) {
            throw new UnsupportedException(arguments.at(), "congestion control " + Notation.of(value));
        }
    }

    private static void set(Arguments arguments, UdpFile file, String name, Expression value) {
        final int number = asInt(arguments.number(value));
        switch (name) {
            case "IP_TOS" -> file.endpoint().service(number);
            case "IP_TTL" -> file.endpoint().ttl(number);
            case "IP_RECVERR" -> file.endpoint().reportsErrors(number != 0);
            case "SO_BROADCAST" -> file.endpoint().allowBroadcast(number != 0);
            default -> throw new UnsupportedException(arguments.at(), "option " + name + " of a UDP socket");
        }
    }

    private static long lingerNs(Arguments arguments, Expression value) {
        final Expression.Struct struct = arguments.struct(value);
        arguments.onlyFields(struct, List.of("onoff", "linger", "l_onoff", "l_linger"));
        final boolean old = struct.field("l_onoff").isPresent();
        final boolean on = arguments.number(arguments.field(struct, old ? "l_onoff" : "onoff")) != 0;
        final long seconds = arguments.number(arguments.field(struct, old ? "l_linger" : "linger"));
        return on ? seconds * SECOND : -1;
    }

    private static Numbered numbered(Arguments arguments, String name) {
        final Numbered option = OF_TCP.get(name);
        if (option == null) {
            throw new UnsupportedException(arguments.at(), "option " + name);
        }
        return option;
    }

    /// `getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNRESET], [4]) = 0`
    Attempt get(Arguments arguments) {
        arguments.count(5, 5);
        final SocketFile file = descriptors.socket(arguments.number(0)).orElse(null);
        if (file == null) {
            return Attempt.done(Reply.failed("EBADF"));
        }
        final String name = arguments.word(2);
        if (name.equals("SO_ERROR")) {
            return Attempt.done(error(arguments, file.takeError()));
        }
        if (OF_IPV6.contains(name)) {
            return Attempt.done(Reply.failed("ENOPROTOOPT"));
        }
        if (name.equals("SO_REUSEADDR")) {
            return Attempt.done(compared(arguments, name, file.isReuse() ? 1 : 0));
        }
        return Attempt.done(
                switch (file) {
                    case TcpFile tcp -> get(arguments, tcp, name);
                    case UdpFile udp -> compared(arguments, name, value(arguments, udp, name));
                });
    }

    private Reply get(Arguments arguments, TcpFile tcp, String name) {
        return switch (name) {
            case "SO_LINGER" -> linger(arguments, tcp.endpoint().options().lingerNs());
            case "TCP_CONGESTION" ->
                algorithm(arguments, tcp.endpoint().options().congestion());
            case "TCP_INFO" -> info(arguments, tcp);
            case "SO_OOBINLINE" -> compared(arguments, name, 1);
            default -> compared(arguments, name, value(arguments, tcp, name));
        };
    }

    private static long value(Arguments arguments, UdpFile udp, String name) {
        final UdpEndpoint.Options options = udp.endpoint().options();
        return switch (name) {
            case "IP_TOS" -> options.service();
            case "IP_TTL" -> options.ttl();
            case "SO_BROADCAST" -> options.broadcastAllowed() ? 1 : 0;
            case "IP_RECVERR" -> udp.endpoint().reportsErrors() ? 1 : 0;
            default -> throw new UnsupportedException(arguments.at(), "getsockopt " + name + " of a UDP socket");
        };
    }

    /// `getsockopt(4, IPPROTO_TCP, TCP_INFO, {tcpi_state=TCP_ESTABLISHED}, [104]) = 0`: of the structure only
    /// those fields are looked at that the script names.
    private static Reply info(Arguments arguments, TcpFile tcp) {
        if (arguments.isAny(3)) {
            return Reply.of(0);
        }
        final TcpInfo info = new TcpInfo();
        tcp.endpoint().info(info);
        final Map<String, Long> names = InfoNames.of(info);
        final List<Difference> differences = new ArrayList<>();
        for (final Expression.Field field : arguments.struct(arguments.get(3)).fields()) {
            final Long got = names.get(field.name());
            if (got == null) {
                throw new UnsupportedException(arguments.at(), "field " + field.name() + " of TCP_INFO");
            }
            final boolean constant = field.value() instanceof Expression.Word(String word) && names.containsKey(word);
            final long wanted =
                    constant ? names.get(((Expression.Word) field.value()).name()) : arguments.number(field.value());
            if (wanted != got) {
                differences.add(new Difference(field.name(), Long.toString(wanted), Long.toString(got)));
            }
        }
        return Reply.of(0, differences);
    }

    private static long value(Arguments arguments, TcpFile tcp, String name) {
        if (name.equals("TCP_MAXSEG") && tcp.endpoint().state().isSynchronized()) {
            final TcpInfo info = new TcpInfo();
            tcp.endpoint().info(info);
            return info.sndMss();
        }
        return numbered(arguments, name).get().applyAsLong(tcp.endpoint().options());
    }

    private Reply compared(Arguments arguments, String name, long got) {
        final boolean free = relaxed && name.equals("SO_RCVBUF");
        if (arguments.isAny(3) || free || arguments.number(3) == got) {
            return Reply.of(0);
        }
        return different(name, Long.toString(arguments.number(3)), Long.toString(got));
    }

    private static Reply different(String name, String expected, String got) {
        return Reply.of(0, List.of(new Difference(name, expected, got)));
    }

    private static Reply error(Arguments arguments, String got) {
        if (arguments.isAny(3)) {
            return Reply.of(0);
        }
        final List<Expression> elements = arguments.elements(3);
        final String expected = elements.isEmpty() ? "" : Notation.of(elements.getFirst());
        return expected.equals(got) ? Reply.of(0) : different("SO_ERROR", expected, got);
    }

    private static Reply linger(Arguments arguments, long gotNs) {
        if (arguments.isAny(3)) {
            return Reply.of(0);
        }
        final long expectedNs = lingerNs(arguments, arguments.get(3));
        return expectedNs == gotNs
                ? Reply.of(0)
                : different("SO_LINGER", expectedNs + " ns (-1 is off)", gotNs + " ns");
    }

    private static Reply algorithm(Arguments arguments, String got) {
        final Expression expected = arguments.get(3);
        final boolean same = expected instanceof Expression.Text(String name, boolean _) && name.equals(got);
        return same || arguments.isAny(3)
                ? Reply.of(0)
                : different("TCP_CONGESTION", Notation.of(expected), '"' + got + '"');
    }
}
