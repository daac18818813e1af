package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.IpInfo.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Reads what a script says of IP headers, in brackets or parentheses.
///
/// Owner: the thread that reads the script.
final class IpInfoParser {
    private static final int ECN_MASK = 0x03;
    private static final int DSCP_MASK = 0xFC;
    private static final int DSCP_SHIFT = 2;
    private static final int MOST_8 = 0xFF;
    private static final int MOST_20 = 0xF_FFFF;

    private static final Map<String, Integer> MARKS = Map.of("noecn", 0, "ect1", 1, "ect0", 2, "ce", 3);

    /// Names of service classes (RFC 2474, 2597, 3246, 5865, 8622).
    private static final Map<String, Integer> CLASSES = Map.ofEntries(
            Map.entry("cs0", 0),
            Map.entry("cs1", 8),
            Map.entry("cs2", 16),
            Map.entry("cs3", 24),
            Map.entry("cs4", 32),
            Map.entry("cs5", 40),
            Map.entry("cs6", 48),
            Map.entry("cs7", 56),
            Map.entry("af11", 10),
            Map.entry("af12", 12),
            Map.entry("af13", 14),
            Map.entry("af21", 18),
            Map.entry("af22", 20),
            Map.entry("af23", 22),
            Map.entry("af31", 26),
            Map.entry("af32", 28),
            Map.entry("af33", 30),
            Map.entry("af41", 34),
            Map.entry("af42", 36),
            Map.entry("af43", 38),
            Map.entry("ef", 46),
            Map.entry("va", 44),
            Map.entry("le", 1));

    private final TokenStream tokens;
    private Service service;
    private OptionalInt ttl;
    private OptionalInt flowLabel;

    IpInfoParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /// What stands there, or [IpInfo#NONE].
    IpInfo info(boolean outbound) {
        final char end;
        if (tokens.takeIfSymbol('[')) {
            end = ']';
        } else if (tokens.takeIfSymbol('(')) {
            end = ')';
        } else {
            return IpInfo.NONE;
        }
        service = IpInfo.NONE.service();
        ttl = OptionalInt.empty();
        flowLabel = OptionalInt.empty();
        do {
            item(outbound);
        } while (tokens.takeIfSymbol(','));
        tokens.symbol(end);
        return new IpInfo(service, ttl, flowLabel);
    }

    private void item(boolean outbound) {
        final Position at = tokens.at();
        final Token shown = tokens.peek();
        final String name = tokens.word("a field of the IP header");
        if (MARKS.containsKey(name)) {
            join(at, new Service(ECN_MASK, MARKS.get(name), false));
        } else if (CLASSES.containsKey(name)) {
            join(at, new Service(DSCP_MASK, CLASSES.get(name) << DSCP_SHIFT, false));
        } else {
            switch (name) {
                case "ect01" -> ect01(at, outbound);
                case "tos", "class" -> join(at, new Service(MOST_8, (int) tokens.integer(name, 0, MOST_8), false));
                case "ttl", "hlim" -> ttl = OptionalInt.of((int) tokens.integer(name, 0, MOST_8));
                case "flowlabel" -> flowLabel = OptionalInt.of((int) tokens.integer(name, 0, MOST_20));
                default -> throw new UnsupportedException(at, shown.shown() + " as a field of the IP header");
            }
        }
    }

    private void ect01(Position at, boolean outbound) {
        if (!outbound) {
            throw new InvalidScriptException(at, "ect01 is for packets that the stack sends");
        }
        join(at, new Service(0, 0, true));
    }

    private void join(Position at, Service more) {
        final int known = service.mask() | (service.ect01() ? ECN_MASK : 0);
        final int told = more.mask() | (more.ect01() ? ECN_MASK : 0);
        if ((known & told) != 0) {
            throw new InvalidScriptException(at, "a bit of the service octet is told twice");
        }
        service = new Service(
                service.mask() | more.mask(), service.value() | more.value(), service.ect01() || more.ect01());
    }

    /// How a field that is told is written.
    static String shown(Service service) {
        if (service.mask() == MOST_8) {
            return "tos 0x" + Integer.toHexString(service.value());
        }
        final List<String> parts = new ArrayList<>();
        if ((service.mask() & DSCP_MASK) != 0) {
            parts.add(nameOf(CLASSES, (service.value() & DSCP_MASK) >>> DSCP_SHIFT));
        }
        if (service.ect01()) {
            parts.add("ect01");
        } else if ((service.mask() & ECN_MASK) != 0) {
            parts.add(nameOf(MARKS, service.value() & ECN_MASK));
        }
        return String.join(", ", parts);
    }

    private static String nameOf(Map<String, Integer> names, int value) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == value)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("0x" + Integer.toHexString(value));
    }
}
