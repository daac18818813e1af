package anax.netstack.packetdrill.match;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What scripts call the types and codes of ICMP (RFC 792, 1122, 1812). `type_N` and `code_N` stand for numbers.
///
/// Owner: nobody; constants.
final class IcmpNames {
    static final int ECHO_REPLY = 0;
    static final int UNREACHABLE = 3;
    static final int ECHO = 8;
    static final int FRAG_NEEDED = 4;

    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("echo_reply", ECHO_REPLY),
            Map.entry("unreachable", UNREACHABLE),
            Map.entry("source_quench", 4),
            Map.entry("redirect", 5),
            Map.entry("echo_request", ECHO),
            Map.entry("time_exceeded", 11),
            Map.entry("parameter_problem", 12),
            Map.entry("timestamp_request", 13),
            Map.entry("timestamp_reply", 14),
            Map.entry("information_request", 15),
            Map.entry("information_reply", 16),
            Map.entry("address_mask_request", 17),
            Map.entry("address_mask_reply", 18));
    private static final List<String> UNREACHABLE_CODES = List.of(
            "net_unreachable",
            "host_unreachable",
            "protocol_unreachable",
            "port_unreachable",
            "frag_needed",
            "source_route_failed",
            "net_unknown",
            "host_unknown",
            "source_host_isolated",
            "net_prohibited",
            "host_prohibited",
            "net_unreachable_for_tos",
            "host_unreachable_for_tos",
            "packet_filtered",
            "precedence_violation",
            "precedence_cutoff");

    private IcmpNames() {}

    /// The number of a type; empty if there is none of that name.
    static OptionalInt type(String name) {
        final Integer known = TYPES.get(name);
        return known != null ? OptionalInt.of(known) : numbered(name, "type_");
    }

    /// The number of a code; no name means 0.
    static OptionalInt code(int type, String name) {
        if (name.isEmpty()) {
            return OptionalInt.of(0);
        }
        final int known = type == UNREACHABLE ? UNREACHABLE_CODES.indexOf(name) : -1;
        return known >= 0 ? OptionalInt.of(known) : numbered(name, "code_");
    }

    static String nameOfType(int type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("type_" + type);
    }

    static String nameOfCode(int type, int code) {
        if (type == UNREACHABLE && code < UNREACHABLE_CODES.size()) {
            return UNREACHABLE_CODES.get(code);
        }
        return code == 0 ? "" : "code_" + code;
    }

    private static OptionalInt numbered(String name, String prefix) {
        if (!name.matches(prefix + "[0-9]{1,3}")) {
            return OptionalInt.empty();
        }
        final int number = Integer.parseInt(name.substring(prefix.length()));
        return number > 0xFF ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
