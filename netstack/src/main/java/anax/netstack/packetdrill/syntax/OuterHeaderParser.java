package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.OuterHeader.Gre;
import anax.netstack.packetdrill.syntax.OuterHeader.Ip;
import anax.netstack.packetdrill.syntax.OuterHeader.Label;
import anax.netstack.packetdrill.syntax.OuterHeader.Mpls;
import anax.netstack.packetdrill.syntax.Token.Kind;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Reads the headers that carry a packet: `ipv4 192.0.2.9 > 192.168.0.1: gre:` and the like.
///
/// Owner: the thread that reads the script.
final class OuterHeaderParser {
    private static final int MOST_3 = 7;
    private static final int MOST_8 = 0xFF;
    private static final int MOST_16 = 0xFFFF;
    private static final int MOST_20 = 0xF_FFFF;
    private static final long MOST_32 = 0xFFFF_FFFFL;

    private final TokenStream tokens;
    private final IpInfoParser ipInfo;

    OuterHeaderParser(TokenStream tokens) {
        this.tokens = tokens;
        ipInfo = new IpInfoParser(tokens);
    }

    /// What stands there; mostly nothing.
    List<OuterHeader> headers(boolean outbound) {
        final List<OuterHeader> headers = new ArrayList<>();
        while (true) {
            if (tokens.takeIfWord("ipv4")) {
                headers.add(ip(Kind.IPV4, outbound));
            } else if (tokens.takeIfWord("ipv6")) {
                headers.add(ip(Kind.IPV6, outbound));
            } else if (tokens.takeIfWord("gre")) {
                headers.add(gre());
            } else if (tokens.takeIfWord("mpls")) {
                headers.add(mpls());
            } else {
                return headers;
            }
            tokens.symbol(':');
        }
    }

    private Ip ip(Kind kind, boolean outbound) {
        final IpInfo info = ipInfo.info(outbound);
        final InetAddress src = address(kind);
        tokens.symbol('>');
        return new Ip(kind == Kind.IPV4, info, src, address(kind));
    }

    private InetAddress address(Kind kind) {
        if (!tokens.peek().is(kind)) {
            throw tokens.unexpected("an address of " + kind);
        }
        final Position at = tokens.at();
        try {
            return InetAddress.ofLiteral(tokens.take().text());
        } catch (IllegalArgumentException wrong) {
            throw new InvalidScriptException(at, wrong.getMessage());
        }
    }

    private Gre gre() {
        if (tokens.peek().isSymbol(':')) {
            return new Gre(0, 0, 0, 0, 0);
        }
        tokens.takeIfSymbol(',');
        final int flags = flags();
        final int sum = (int) field("sum", MOST_16);
        final int off = (int) field("off", MOST_16);
        final long key = field("key", MOST_32);
        return new Gre(flags, sum, off, key, field("seq", MOST_32));
    }

    private int flags() {
        word("flags");
        if (!tokens.takeIfSymbol('[')) {
            return (int) tokens.integer("flags", 0, MOST_16);
        }
        int flags = 0;
        do {
            final Position at = tokens.at();
            final String name = tokens.word("a flag of GRE");
            flags |= switch (name) {
                case "none" -> 0;
                case "checksum" -> Gre.CHECKSUM;
                case "key" -> Gre.KEY;
                case "sequence" -> Gre.SEQUENCE;
                default -> throw new UnsupportedException(at, "flag " + name + " of GRE");
            };
            if (!name.equals("none")) {
                word("present");
            }
        } while (tokens.takeIfSymbol(','));
        tokens.symbol(']');
        return flags;
    }

    private long field(String name, long most) {
        tokens.takeIfSymbol(',');
        word(name);
        tokens.takeIfSymbol('=');
        return tokens.integer(name, 0, most);
    }

    private void word(String name) {
        if (!tokens.takeIfWord(name)) {
            throw tokens.unexpected("\"" + name + "\"");
        }
    }

    private Mpls mpls() {
        final List<Label> labels = new ArrayList<>();
        while (tokens.takeIfSymbol('(')) {
            word("label");
            final int label = (int) tokens.integer("label", 0, MOST_20);
            tokens.symbol(',');
            word("tc");
            final int tc = (int) tokens.integer("tc", 0, MOST_3);
            tokens.symbol(',');
            final boolean bottom = tokens.takeIfSymbol('[');
            if (bottom) {
                word("S");
                tokens.symbol(']');
                tokens.symbol(',');
            }
            word("ttl");
            labels.add(new Label(label, tc, bottom, (int) tokens.integer("ttl", 0, MOST_8)));
            tokens.symbol(')');
        }
        return new Mpls(labels);
    }
}
