package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.TcpOption.Block;
import anax.netstack.packetdrill.syntax.TcpOption.EndOfList;
import anax.netstack.packetdrill.syntax.TcpOption.Mss;
import anax.netstack.packetdrill.syntax.TcpOption.NoOperation;
import anax.netstack.packetdrill.syntax.TcpOption.Other;
import anax.netstack.packetdrill.syntax.TcpOption.Sack;
import anax.netstack.packetdrill.syntax.TcpOption.SackPermitted;
import anax.netstack.packetdrill.syntax.TcpOption.Timestamps;
import anax.netstack.packetdrill.syntax.TcpOption.WindowScale;
import anax.netstack.packetdrill.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads TCP options.
///
/// Owner: the thread that reads the script.
final class TcpOptionParser {
    private static final int MOST_8 = 0xFF;
    private static final int MOST_16 = 0xFFFF;
    private static final long MOST_32 = 0xFFFF_FFFFL;

    private final TokenStream tokens;

    TcpOptionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /// The options in angle brackets; none if there are no brackets, empty for `<...>`.
    Optional<List<TcpOption>> options(boolean outbound) {
        if (!opens()) {
            return Optional.of(List.of());
        }
        final Position at = tokens.at();
        tokens.symbol('<');
        if (tokens.takeIf(Kind.ELLIPSIS)) {
            tokens.symbol('>');
            if (!outbound) {
                throw new InvalidScriptException(at, "<...> is for packets that the stack sends");
            }
            return Optional.empty();
        }
        final List<TcpOption> options = new ArrayList<>();
        do {
            options.add(option());
        } while (tokens.takeIfSymbol(','));
        tokens.symbol('>');
        return Optional.of(options);
    }

    /// Options begin with a bracket and a name; the next event's packet would begin with a time.
    private boolean opens() {
        return tokens.peek().isSymbol('<')
                && (tokens.peek(1).is(Kind.WORD) || tokens.peek(1).is(Kind.ELLIPSIS));
    }

    private TcpOption option() {
        final Position at = tokens.at();
        final String name = tokens.word("a TCP option");
        return switch (name) {
            case "mss" -> new Mss((int) tokens.integer("mss", 0, MOST_16));
            case "wscale" -> new WindowScale((int) tokens.integer("wscale", 0, MOST_8));
            case "sackOK" -> new SackPermitted();
            case "sack" -> sack();
            case "TS" -> timestamps();
            case "nop" -> new NoOperation();
            case "eol" -> new EndOfList();
            case "kind" -> other();
            case "FO", "FOEXP" -> throw new UnsupportedException(at, "Fast Open (TCP option " + name + ")");
            case "md5" -> throw new UnsupportedException(at, "MD5 signatures (TCP option md5)");
            default -> throw new UnsupportedException(at, "TCP option " + name);
        };
    }

    private Other other() {
        final int kind = (int) tokens.integer("kind", 2, MOST_8);
        if (!tokens.peek().is(Kind.HEX)) {
            return new Other(kind, "");
        }
        final Position at = tokens.at();
        final String octets = tokens.take().text().substring(2).toLowerCase(Locale.ROOT);
        if (octets.length() % 2 != 0) {
            throw new InvalidScriptException(at, "0x" + octets + " are no whole octets; write two digits for each");
        }
        return new Other(kind, octets);
    }

    private Sack sack() {
        final List<Block> blocks = new ArrayList<>();
        do {
            final long left = tokens.integer("left edge", 0, MOST_32);
            tokens.symbol(':');
            blocks.add(new Block(left, tokens.integer("right edge", 0, MOST_32)));
        } while (tokens.peek().is(Kind.INTEGER));
        return new Sack(blocks);
    }

    private Timestamps timestamps() {
        if (!tokens.takeIfWord("val")) {
            throw tokens.unexpected("\"val\"");
        }
        final OptionalLong value = tokens.takeIf(Kind.ELLIPSIS)
                ? OptionalLong.empty()
                : OptionalLong.of(tokens.integer("timestamp", 0, MOST_32));
        if (!tokens.takeIfWord("ecr")) {
            throw tokens.unexpected("\"ecr\"");
        }
        final long echo = tokens.integer("echoed timestamp", 0, MOST_32);
        return new Timestamps(value, echo, tokens.takeIfSymbol('!'));
    }
}
