package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.PacketBody.Icmp;
import anax.netstack.packetdrill.syntax.PacketBody.IcmpName;
import anax.netstack.packetdrill.syntax.PacketBody.Quoted;
import anax.netstack.packetdrill.syntax.PacketBody.QuotedTcp;
import anax.netstack.packetdrill.syntax.PacketBody.QuotedUdp;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceRange;
import anax.netstack.packetdrill.syntax.PacketBody.Tcp;
import anax.netstack.packetdrill.syntax.PacketBody.Udp;
import anax.netstack.packetdrill.syntax.PacketLine.Direction;
import anax.netstack.packetdrill.syntax.PacketLine.Ports;
import anax.netstack.packetdrill.syntax.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads packets.
///
/// Owner: the thread that reads the script.
final class PacketParser {
    private static final int MOST_16 = 0xFFFF;
    private static final long MOST_32 = 0xFFFF_FFFFL;

    private final TokenStream tokens;
    private final TcpOptionParser options;
    private final IpInfoParser ipInfo;
    private final OuterHeaderParser outerHeaders;

    PacketParser(TokenStream tokens) {
        this.tokens = tokens;
        options = new TcpOptionParser(tokens);
        ipInfo = new IpInfoParser(tokens);
        outerHeaders = new OuterHeaderParser(tokens);
    }

    /// A packet, from its direction on.
    PacketLine packet() {
        final Direction direction = tokens.takeIfSymbol('<') ? Direction.INBOUND : Direction.OUTBOUND;
        if (direction == Direction.OUTBOUND) {
            tokens.symbol('>');
        }
        final boolean outbound = direction == Direction.OUTBOUND;
        final List<OuterHeader> carriers = outerHeaders.headers(outbound);
        refuseOtherProtocols();
        final IpInfo ip = ipInfo.info(outbound);
        Optional<Ports> ports = ports();
        final PacketBody body;
        if (tokens.takeIfWord("icmp")) {
            body = icmp();
        } else if (tokens.takeIfWord("udp")) {
            ports = ports.isPresent() ? ports : ports();
            body = udp();
        } else {
            body = tcp(outbound);
        }
        return new PacketLine(direction, carriers, ip, ports, body);
    }

    private void refuseOtherProtocols() {
        for (final String header : List.of("sctp", "udplite")) {
            if (tokens.peek().isWord(header)) {
                throw new UnsupportedException(tokens.at(), "a packet of " + header);
            }
        }
    }

    private Optional<Ports> ports() {
        if (!tokens.peek().is(Kind.INTEGER) || !tokens.peek(1).isSymbol('>')) {
            return Optional.empty();
        }
        final int source = (int) tokens.integer("source port", 0, MOST_16);
        tokens.symbol('>');
        return Optional.of(new Ports(source, (int) tokens.integer("destination port", 0, MOST_16)));
    }

    private Udp udp() {
        tokens.symbol('(');
        final int length = (int) tokens.integer("payload length", 0, MOST_16);
        tokens.symbol(')');
        return new Udp(length);
    }

    private Icmp icmp() {
        final String type = tokens.word("a type of ICMP");
        String code = "";
        final Token next = tokens.peek();
        if (next.is(Kind.WORD) && !next.isWord("mtu") && !next.isWord("id") && !next.isWord("udp")) {
            code = tokens.take().text();
        }
        final OptionalLong mtu =
                tokens.takeIfWord("mtu") ? OptionalLong.of(tokens.integer("MTU", 0, MOST_32)) : OptionalLong.empty();
        final OptionalInt id = tokens.takeIfWord("id")
                ? OptionalInt.of((int) tokens.integer("identifier", 0, MOST_16))
                : OptionalInt.empty();
        return new Icmp(new IcmpName(type), new IcmpName(code), mtu, id, quoted());
    }

    private Optional<Quoted> quoted() {
        if (tokens.takeIfSymbol('[')) {
            final Quoted quoted = quotedBody();
            tokens.symbol(']');
            return Optional.of(quoted);
        }
        if (tokens.peek().isWord("udp")
                || (tokens.peek().is(Kind.INTEGER) && tokens.peek(1).isSymbol(':'))) {
            return Optional.of(quotedBody());
        }
        return Optional.empty();
    }

    private Quoted quotedBody() {
        if (tokens.takeIfWord("udp")) {
            return new QuotedUdp(udp().length());
        }
        return new QuotedTcp(sequence());
    }

    private Tcp tcp(boolean outbound) {
        final TcpFlags flags = flags();
        final SequenceRange sequence = sequence();
        final Optional<SequenceNumber> ack =
                tokens.takeIfWord("ack") ? Optional.of(sequenceNumber()) : Optional.empty();
        final OptionalInt window = tokens.takeIfWord("win")
                ? OptionalInt.of((int) tokens.integer("window", 0, MOST_16))
                : OptionalInt.empty();
        final int urgent = tokens.takeIfWord("urg") ? (int) tokens.integer("urgent pointer", 0, MOST_16) : 0;
        final Optional<List<TcpOption>> list = options.options(outbound);
        if (tokens.peek().isSymbol('/')) {
            throw new UnsupportedException(tokens.at(), "TCP in UDP");
        }
        if (tokens.peek().isSymbol('{')) {
            throw new UnsupportedException(tokens.at(), "fuzzing of a packet");
        }
        return new Tcp(flags, sequence, ack, window, urgent, list);
    }

    private TcpFlags flags() {
        if (tokens.takeIfSymbol('-')) {
            return new TcpFlags(0, false);
        }
        int bits = 0;
        boolean any = false;
        if (tokens.peek().is(Kind.WORD)) {
            bits = letters();
            any = true;
        }
        if (tokens.peek().isSymbol('.') && (!any || tokens.peek().joined())) {
            tokens.take();
            return new TcpFlags(bits | TcpFlags.ACK, false);
        }
        if (tokens.peek().is(Kind.FLOAT) && (!any || tokens.peek().joined())) {
            return digit(bits);
        }
        if (!any) {
            throw tokens.unexpected("TCP flags, \"udp\" or \"icmp\"");
        }
        return new TcpFlags(bits, false);
    }

    private int letters() {
        int bits = 0;
        for (final char letter : tokens.peek().text().toCharArray()) {
            final int bit = TcpFlags.bitOf(letter);
            if (bit < 0 || letter == '.') {
                throw tokens.unexpected("TCP flags, \"udp\" or \"icmp\"");
            }
            if ((bits & bit) != 0) {
                throw new InvalidScriptException(tokens.at(), "flag " + letter + " is given twice");
            }
            bits |= bit;
        }
        tokens.take();
        return bits;
    }

    /// An acknowledgment with the counter of accurate ECN behind it, such as `.5`.
    private TcpFlags digit(int bits) {
        final String text = tokens.peek().text();
        if (!text.matches("\\.[0-7]")) {
            throw tokens.unexpected("a digit of accurate ECN");
        }
        tokens.take();
        return new TcpFlags(bits | TcpFlags.ACK | TcpFlags.ofDigit(text.charAt(1) - '0'), true);
    }

    private SequenceRange sequence() {
        if (tokens.takeIf(Kind.ELLIPSIS)) {
            return new SequenceRange(Optional.empty(), length());
        }
        final Position at = tokens.at();
        final SequenceNumber start = sequenceNumber();
        tokens.symbol(':');
        final SequenceNumber end = sequenceNumber();
        final int length = length();
        if (end.value() != ((start.value() + length) & MOST_32)) {
            throw new InvalidScriptException(
                    at, "sequence numbers " + start.value() + ":" + end.value() + " do not hold " + length + " octets");
        }
        final boolean absolute = start.absolute() || end.absolute();
        return new SequenceRange(Optional.of(new SequenceNumber(start.value(), absolute)), length);
    }

    private SequenceNumber sequenceNumber() {
        final long value = tokens.integer("sequence number", 0, MOST_32);
        return new SequenceNumber(value, tokens.takeIfSymbol('!'));
    }

    private int length() {
        tokens.symbol('(');
        final int length = (int) tokens.integer("payload length", 0, MOST_16);
        tokens.symbol(')');
        return length;
    }
}
