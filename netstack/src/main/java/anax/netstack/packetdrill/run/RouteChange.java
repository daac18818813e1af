package anax.netstack.packetdrill.run;

import anax.netstack.ip.Route;
import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.wire.IpPrefix;
import java.util.Iterator;
import java.util.List;

/// What `ip route change NETWORK ... advmss N mtu lock N` says of the way to a network.
///
/// Owner: nobody, it never changes.
///
/// @param network which network
/// @param mtu     the MTU of the way; [Route#MTU_OF_INTERFACE] if nothing is said
/// @param locked  whether that holds whatever routers say
/// @param mss     the MSS to announce; [Route#MSS_OF_INTERFACE] if nothing is said
record RouteChange(IpPrefix network, int mtu, boolean locked, int mss) {
    private static final List<String> VERBS = List.of("change", "replace", "add");
    private static final int WORDS_BEFORE_NETWORK = 3;
    private static final int WHOLE_ADDRESS = 32;

    /// True if a command begins as one that changes a route does.
    static boolean isMeant(List<String> words) {
        return words.size() > WORDS_BEFORE_NETWORK
                && words.get(0).equals("ip")
                && words.get(1).equals("route")
                && VERBS.contains(words.get(2));
    }

    /// Reads a command.
    ///
    /// @throws UnsupportedException if it says something of the way that is not known here
    static RouteChange of(CommandLine command, List<String> words) {
        final Iterator<String> rest =
                words.subList(WORDS_BEFORE_NETWORK, words.size()).iterator();
        final IpPrefix network = network(command, rest.next());
        int mtu = Route.MTU_OF_INTERFACE;
        int mss = Route.MSS_OF_INTERFACE;
        boolean locked = false;
        while (rest.hasNext()) {
            final String word = rest.next();
            switch (word) {
                case "via", "dev", "src", "proto", "scope" -> argument(command, word, rest); // there is one link only
                case "advmss" -> mss = number(command, argument(command, word, rest));
                case "mtu" -> {
                    final String next = argument(command, word, rest);
                    locked = next.equals("lock");
                    mtu = number(command, locked ? argument(command, next, rest) : next);
                }
                default -> throw new UnsupportedException(command.at(), word + " in `" + command.text() + "`");
            }
        }
        return new RouteChange(network, mtu, locked, mss);
    }

    private static IpPrefix network(CommandLine command, String word) {
        try {
            if (word.equals("default")) {
                return IpPrefix.parse("0.0.0.0/0");
            }
            return IpPrefix.parse(word.indexOf('/') < 0 ? word + "/" + WHOLE_ADDRESS : word);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidScriptException(command.at(), wrong.getMessage());
        }
    }

    private static String argument(CommandLine command, String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new InvalidScriptException(command.at(), word + " lacks its value; write one behind it");
        }
        return rest.next();
    }

    private static int number(CommandLine command, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException wrong) {
            throw new InvalidScriptException(command.at(), word + " is no number of octets; write one");
        }
    }

    /// The route by the only link there is.
    ///
    /// @param interfaceIndex the link's
    Route route(int interfaceIndex) {
        return new Route(network, null, interfaceIndex, 0, mtu, locked, mss);
    }
}
