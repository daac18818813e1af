package anax.netstack.packetdrill.syntax;

import anax.netstack.packetdrill.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a script: its options, then an initial command, the events, and a last command.
///
/// Owner: the thread that reads the script, once.
final class Parser {
    private final String file;
    private final TokenStream tokens;
    private final PacketParser packets;
    private final ExpressionParser calls;

    Parser(String file, List<Token> all) {
        this.file = file;
        tokens = new TokenStream(file, all);
        packets = new PacketParser(tokens);
        calls = new ExpressionParser(tokens);
    }

    Script script() {
        final List<ScriptOption> options = new ArrayList<>();
        while (tokens.peek().is(Kind.OPTION)) {
            options.add(option());
        }
        final Optional<CommandLine> init = command();
        final List<Event> events = new ArrayList<>();
        Optional<CommandLine> cleanup = Optional.empty();
        while (!tokens.peek().is(Kind.END)) {
            cleanup = command();
            if (cleanup.isPresent()) {
                break;
            }
            events.add(event());
        }
        if (!tokens.peek().is(Kind.END)) {
            throw tokens.unexpected("the end of the script after its last command");
        }
        if (events.isEmpty()) {
            throw new InvalidScriptException(tokens.at(), "the script has no event");
        }
        if (!startsAtZero(events.getFirst().time())) {
            throw new InvalidScriptException(events.getFirst().at(), "the first event is not at time 0");
        }
        return new Script(file, options, init, events, cleanup);
    }

    private static boolean startsAtZero(EventTime time) {
        return time instanceof EventTime.At at && at.ns() == 0;
    }

    private ScriptOption option() {
        final Position at = tokens.at();
        final String name = tokens.take().text();
        if (!tokens.takeIfSymbol('=')) {
            return new ScriptOption(at, name, "");
        }
        final StringBuilder value = new StringBuilder(tokens.take().text());
        while (tokens.peek().joined() && !tokens.peek().is(Kind.END)) {
            value.append(tokens.take().text());
        }
        return new ScriptOption(at, name, value.toString());
    }

    private Optional<CommandLine> command() {
        if (!tokens.peek().is(Kind.BACK_QUOTED)) {
            return Optional.empty();
        }
        return Optional.of(new CommandLine(tokens.at(), tokens.take().text()));
    }

    private Event event() {
        final Position at = tokens.at();
        final EventTime time = time();
        final Action action = action();
        final boolean expected = action instanceof PacketLine packet && packet.isOutbound();
        if (!(time instanceof EventTime.At) && !expected) {
            throw new InvalidScriptException(at, "a range of times is for packets that the stack sends");
        }
        return new Event(at, time, action);
    }

    private EventTime time() {
        if (tokens.takeIfSymbol('*')) {
            return new EventTime.Any();
        }
        final boolean relative = tokens.takeIfSymbol('+');
        final Position at = tokens.at();
        final long from = tokens.time();
        if (!tokens.takeIfSymbol('~')) {
            return new EventTime.At(from, relative);
        }
        if (relative) {
            tokens.symbol('+');
        }
        final long to = tokens.time();
        if (to < from) {
            throw new InvalidScriptException(at, "a range of times ends before it begins");
        }
        return new EventTime.Range(from, to, relative);
    }

    private Action action() {
        final Token token = tokens.peek();
        if (token.isSymbol('<') || token.isSymbol('>')) {
            return packets.packet();
        }
        return switch (token.kind()) {
            case BACK_QUOTED -> command().orElseThrow();
            case CODE -> new CodeBlock(tokens.take().text());
            case WORD, ELLIPSIS -> calls.call();
            case OPTION, INTEGER, HEX, FLOAT, STRING, IPV4, IPV6, SYMBOL, END ->
                throw tokens.unexpected("a packet, a call, a command or code");
        };
    }
}
