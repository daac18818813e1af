package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.TcpListing;
import anax.netstack.tcp.TcpState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What `ss` would print of the stack's TCP sockets. Of its language it knows states, ports and addresses; anything
/// else is unsupported by its name.
///
/// Owner: one command.
final class SocketList {
    private static final String FLAGS = "anltH4";
    private static final Map<String, TcpState> STATES = Map.ofEntries(
            Map.entry("established", TcpState.ESTABLISHED),
            Map.entry("syn-sent", TcpState.SYN_SENT),
            Map.entry("syn-recv", TcpState.SYN_RECEIVED),
            Map.entry("fin-wait-1", TcpState.FIN_WAIT_1),
            Map.entry("fin-wait-2", TcpState.FIN_WAIT_2),
            Map.entry("time-wait", TcpState.TIME_WAIT),
            Map.entry("closed", TcpState.CLOSED),
            Map.entry("close-wait", TcpState.CLOSE_WAIT),
            Map.entry("last-ack", TcpState.LAST_ACK),
            Map.entry("listening", TcpState.LISTEN),
            Map.entry("closing", TcpState.CLOSING));

    private final CommandLine command;
    private final Set<TcpState> states = EnumSet.noneOf(TcpState.class);
    private final List<Predicate<TcpListing>> filters = new ArrayList<>();
    private boolean headless;

    /// @param words the command and what it is given
    SocketList(CommandLine command, List<String> words) {
        this.command = command;
        states.addAll(EnumSet.complementOf(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED)));
        boolean named = false;
        final Iterator<String> rest = words.subList(1, words.size()).iterator();
        while (rest.hasNext()) {
            final String word = rest.next();
            switch (word) {
                case "state" -> {
                    if (!named) {
                        states.clear();
                    }
                    named = true;
                    states.addAll(states(next(rest)));
                }
                case "exclude" -> states.removeAll(states(next(rest)));
                case "sport", "dport" -> filters.add(port(word.equals("sport"), rest));
                case "src", "dst" -> filters.add(address(word.equals("src"), next(rest)));
                case "(", ")", "and", "\\(", "\\)" -> {} // all of them must hold
                default -> flags(word);
            }
        }
    }

    private void flags(String word) {
        if (!word.startsWith("-") || !word.substring(1).chars().allMatch(flag -> FLAGS.indexOf(flag) >= 0)) {
            throw new UnsupportedException(command.at(), word + " in `" + command.text() + "`");
        }
        headless |= word.indexOf('H') >= 0;
        if (word.indexOf('a') >= 0) {
            states.addAll(EnumSet.allOf(TcpState.class));
        } else if (word.indexOf('l') >= 0) {
            states.clear();
            states.addAll(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED));
        }
    }

    private Set<TcpState> states(String name) {
        final String plain = name.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "all" -> EnumSet.allOf(TcpState.class);
            case "connected" -> EnumSet.complementOf(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED));
            case "synchronized" ->
                EnumSet.complementOf(EnumSet.of(TcpState.LISTEN, TcpState.CLOSED, TcpState.SYN_SENT));
            case "bucket" -> EnumSet.of(TcpState.TIME_WAIT, TcpState.SYN_RECEIVED);
            case "big" -> EnumSet.complementOf(EnumSet.of(TcpState.TIME_WAIT, TcpState.SYN_RECEIVED));
            default -> {
                if (!STATES.containsKey(plain)) {
                    throw new UnsupportedException(command.at(), "state " + name + " in `" + command.text() + "`");
                }
                yield EnumSet.of(STATES.get(plain));
            }
        };
    }

    private Predicate<TcpListing> port(boolean own, Iterator<String> rest) {
        String word = next(rest);
        if (word.equals("=") || word.equals("==") || word.equals("eq")) {
            word = next(rest);
        }
        final String digits = word.startsWith(":") ? word.substring(1) : word;
        if (!digits.matches("[0-9]{1,5}")) {
            throw new UnsupportedException(command.at(), "port " + word + " in `" + command.text() + "`");
        }
        final int port = Integer.parseInt(digits);
        return one -> (own ? one.localPort() : one.remotePort()) == port;
    }

    private static Predicate<TcpListing> address(boolean own, String word) {
        final int colon = word.indexOf(':');
        final String address = colon < 0 ? word : word.substring(0, colon);
        final String port = colon < 0 ? "" : word.substring(colon + 1);
        return one -> {
            final String gotAddress = (own ? one.local() : one.remote()).toString();
            final String gotPort = String.valueOf(own ? one.localPort() : one.remotePort());
            return (address.isEmpty() || address.equals(gotAddress)) && (port.isEmpty() || port.equals(gotPort));
        };
    }

    private String next(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UnsupportedException(command.at(), "`" + command.text() + "`, which ends too soon");
        }
        return rest.next();
    }

    /// The lines, with a heading unless that is not wanted. A state is told only where there may be several.
    List<String> lines(List<TcpListing> all) {
        final List<String> lines = new ArrayList<>();
        final boolean several = states.size() > 1;
        if (!headless) {
            lines.add((several ? "State " : "") + "Recv-Q Send-Q Local Address:Port Peer Address:Port");
        }
        for (final TcpListing one : all) {
            if (states.contains(one.state()) && filters.stream().allMatch(filter -> filter.test(one))) {
                final String state = several ? name(one.state()) + " " : "";
                lines.add("%s%d %d %s:%d %s:%s"
                        .formatted(
                                state,
                                one.receiveQueue(),
                                one.sendQueue(),
                                one.local(),
                                one.localPort(),
                                one.remote(),
                                one.remotePort() == 0 ? "*" : String.valueOf(one.remotePort())));
            }
        }
        return lines;
    }

    private static String name(TcpState state) {
        return switch (state) {
            case CLOSED -> "UNCONN";
            case LISTEN -> "LISTEN";
            case SYN_SENT -> "SYN-SENT";
            case SYN_RECEIVED -> "SYN-RECV";
            case ESTABLISHED -> "ESTAB";
            case FIN_WAIT_1 -> "FIN-WAIT-1";
            case FIN_WAIT_2 -> "FIN-WAIT-2";
            case CLOSE_WAIT -> "CLOSE-WAIT";
            case CLOSING -> "CLOSING";
            case LAST_ACK -> "LAST-ACK";
            case TIME_WAIT -> "TIME-WAIT";
        };
    }
}
