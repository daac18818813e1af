package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.run.Mutant.Kind;
import anax.netstack.packetdrill.syntax.Action;
import anax.netstack.packetdrill.syntax.CallLine;
import anax.netstack.packetdrill.syntax.CodeBlock;
import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.Event;
import anax.netstack.packetdrill.syntax.EventTime;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every way in which one expected number, flag, time or errno of a script can be made wrong.
///
/// Left out is what the language does not compare: a SYN's own number, which is the script's name for the stack's;
/// both values of timestamps, unless the script says how long their ticks are; and the descriptors that calls return,
/// which are names too.
final class Mutants {
    private static final long MS = 1_000_000L;
    private static final double SHARE = 0.125;
    private static final Pattern NUMBER = Pattern.compile("(?<=[=!<>]= ?|[<>] )(?:\\d+|TCP_CA_\\w+|TCP_[A-Z_0-9]+)");
    private static final Pattern COUNT = Pattern.compile("grep [-\\w\" ]*\\d+$");
    private static final List<String> OUTPUTS = List.of("getsockopt", "ioctl");

    private final Script script;
    private final List<Mutant> found = new ArrayList<>();

    private Mutants(Script script) {
        this.script = script;
    }

    static List<Mutant> of(Script script) {
        final Mutants mutants = new Mutants(script);
        for (int i = 0; i < script.events().size(); i++) {
            mutants.mutate(i);
        }
        return mutants.found;
    }

    private void mutate(int index) {
        final Event event = script.events().get(index);
        switch (event.action()) {
            case PacketLine packet -> {
                if (packet.isOutbound()) {
                    new PacketMutants(packet, hasTicks()).each((kind, wrong) -> with(index, kind, wrong));
                    time(index, event);
                }
            }
            case CallLine call -> call(index, call);
            case CodeBlock block -> code(index, block);
            case CommandLine command -> command(index, command);
        }
    }

    /// The number of sockets that a command asks for.
    private void command(int index, CommandLine command) {
        final Matcher number = COUNT.matcher(command.text());
        if (number.find()) {
            with(
                    index,
                    Kind.ASSERTION,
                    new CommandLine(command.at(), command.text().substring(0, number.end()) + "7"));
        }
    }

    private boolean hasTicks() {
        return script.options().stream().anyMatch(option -> option.name().equals("tcp_ts_tick_usecs"));
    }

    private void with(int index, Kind kind, Action wrong) {
        final Event event = script.events().get(index);
        add(index, kind, new Event(event.at(), event.time(), wrong));
    }

    private void add(int index, Kind kind, Event wrong) {
        final List<Event> events = new ArrayList<>(script.events());
        final Event right = events.set(index, wrong);
        found.add(new Mutant(
                kind,
                right.at() + ": " + right + "  =>  " + wrong,
                new Script(script.file(), script.options(), script.init(), events, script.cleanup())));
    }

    /// Later and earlier by more than is tolerated.
    private void time(int index, Event event) {
        switch (event.time()) {
            case EventTime.At(long ns, boolean relative) -> {
                final EventTime later = new EventTime.At(ns + off(ns), relative);
                add(index, Kind.TIME, new Event(event.at(), later, event.action()));
                if (ns >= off(ns)) {
                    final EventTime earlier = new EventTime.At(ns - off(ns), relative);
                    add(index, Kind.TIME, new Event(event.at(), earlier, event.action()));
                }
            }
            case EventTime.Range(long fromNs, long toNs, boolean relative) -> {
                final long offNs = toNs - fromNs + off(toNs);
                final EventTime wrong = new EventTime.Range(fromNs + offNs, toNs + offNs, relative);
                add(index, Kind.TIME, new Event(event.at(), wrong, event.action()));
            }
            case EventTime.Any() -> {}
        }
    }

    private long off(long ns) {
        final long toleranceNs = script.options().stream()
                .filter(option -> option.name().equals("tolerance_usecs"))
                .mapToLong(option -> Long.parseLong(option.value()) * 1_000)
                .findFirst()
                .orElse(4 * MS);
        return MS + 2 * Math.max(toleranceNs, (long) (SHARE * ns));
    }

    private void call(int index, CallLine call) {
        final boolean names = CallTable.opens(call.name());
        if (call.result() instanceof Expression.Numeral(long value, boolean hex)) {
            if (call.error().isEmpty() && !names) {
                with(index, Kind.RESULT, withResult(call, new Expression.Numeral(value + 1, hex)));
            } else if (call.error().isEmpty()) {
                final CallLine refused = withResult(call, new Expression.Numeral(-1, false));
                with(index, Kind.RESULT, withError(refused, "EPROTO"));
            } else {
                with(index, Kind.ERRNO, withError(call, "EPROTO"));
                with(index, Kind.RESULT, withResult(call, new Expression.Numeral(-2, false)));
            }
        }
        if (call.endNs().isPresent()) {
            final long endNs = call.endNs().getAsLong();
            with(
                    index,
                    Kind.TIME,
                    new CallLine(
                            OptionalLong.of(endNs + off(endNs)),
                            call.name(),
                            call.arguments(),
                            call.result(),
                            call.error(),
                            call.note()));
        }
        if (call.error().isEmpty()) {
            outputs(index, call);
        }
    }

    private void outputs(int index, CallLine call) {
        if (OUTPUTS.contains(call.name())) {
            final int place = call.name().equals("ioctl") ? 2 : 3;
            argument(index, call, place);
        } else if (call.name().equals("poll")) {
            argument(index, call, 0);
        } else if (call.name().equals("epoll_wait")
                && call.result() instanceof Expression.Numeral(long value, boolean _)
                && value > 0) {
            argument(index, call, 1);
        } else if (call.name().equals("recvmsg")) {
            message(index, call);
        }
    }

    /// The flags and the control data that come back with a message.
    private void message(int index, CallLine call) {
        if (!(call.arguments().get(1) instanceof Expression.Struct(List<Expression.Field> fields))) {
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            final Expression.Field field = fields.get(i);
            final Optional<Expression> wrong = switch (field.name()) {
                case "msg_flags" -> Optional.of(new Expression.Or(field.value(), new Expression.Word("MSG_EOR")));
                case "msg_control" -> wrongControl(field.value());
                default -> Optional.empty();
            };
            final int place = i;
            wrong.ifPresent(value -> {
                final List<Expression.Field> all = new ArrayList<>(fields);
                all.set(place, new Expression.Field(field.name(), field.size(), value));
                final List<Expression> arguments = new ArrayList<>(call.arguments());
                arguments.set(1, new Expression.Struct(all));
                with(
                        index,
                        Kind.OUTPUT,
                        new CallLine(call.endNs(), call.name(), arguments, call.result(), call.error(), call.note()));
            });
        }
    }

    /// One piece less, or one where there should be none.
    private static Optional<Expression> wrongControl(Expression right) {
        if (!(right instanceof Expression.Listing(List<Expression> elements))) {
            return Optional.empty();
        }
        if (elements.isEmpty()) {
            final Expression zero = new Expression.Numeral(0, false);
            final List<Expression.Field> fields = List.of(
                    new Expression.Field("cmsg_level", Optional.empty(), zero),
                    new Expression.Field("cmsg_type", Optional.empty(), zero),
                    new Expression.Field("cmsg_data", Optional.empty(), zero));
            return Optional.of(new Expression.Listing(List.of(new Expression.Struct(fields))));
        }
        return wrongData(elements.getFirst()).map(wrong -> new Expression.Listing(List.of(wrong)));
    }

    private static Optional<Expression> wrongData(Expression control) {
        if (!(control instanceof Expression.Struct(List<Expression.Field> fields))) {
            return Optional.empty();
        }
        final Expression.Field last = fields.getLast();
        final Optional<Expression> wrong =
                last.value() instanceof Expression.Struct ? wrongData(last.value()) : wrong(last.value());
        return wrong.map(value -> {
            final List<Expression.Field> all = new ArrayList<>(fields);
            all.set(fields.size() - 1, new Expression.Field(last.name(), last.size(), value));
            return new Expression.Struct(all);
        });
    }

    private void argument(int index, CallLine call, int place) {
        final Optional<Expression> wrong = wrong(call.arguments().get(place));
        wrong.ifPresent(value -> {
            final List<Expression> arguments = new ArrayList<>(call.arguments());
            arguments.set(place, value);
            with(
                    index,
                    Kind.OUTPUT,
                    new CallLine(call.endNs(), call.name(), arguments, call.result(), call.error(), call.note()));
        });
    }

    private static Optional<Expression> wrong(Expression right) {
        return switch (right) {
            case Expression.Numeral(long value, boolean hex) -> Optional.of(new Expression.Numeral(value + 1, hex));
            case Expression.Word(String name)
            when name.startsWith("E") && !name.startsWith("EPOLL") -> Optional.of(new Expression.Word("EPROTO"));
            case Expression.Word(String name) ->
                Optional.of(new Expression.Or(right, new Expression.Word(other(name))));
            case Expression.Or or -> Optional.of(or.left());
            case Expression.Listing(List<Expression> elements)
            when elements.size() == 1 ->
                wrong(elements.getFirst()).map(value -> new Expression.Listing(List.of(value)));
            case Expression.Struct(List<Expression.Field> fields) -> wrong(fields);
            default -> Optional.empty();
        };
    }

    private static String other(String name) {
        return (name.startsWith("E") ? "E" : "") + (name.endsWith("POLLPRI") ? "POLLIN" : "POLLPRI");
    }

    /// What is expected stands in the last field of poll()'s, and in the first of epoll_wait()'s and of a
    /// linger's.
    private static Optional<Expression> wrong(List<Expression.Field> fields) {
        if (fields.getFirst().name().equals("fd") && fields.size() == 2) {
            final List<Expression.Field> all = new ArrayList<>(fields);
            all.add(new Expression.Field("revents", Optional.empty(), new Expression.Word("POLLERR")));
            return Optional.of(new Expression.Struct(all));
        }
        final boolean polled = fields.getLast().name().equals("revents");
        final int place = polled ? fields.size() - 1 : 0;
        final Expression.Field field = fields.get(place);
        final Expression right = field.value();
        final Optional<Expression> value = polled && right instanceof Expression.Numeral
                ? Optional.of(new Expression.Word("POLLPRI"))
                : wrong(right);
        return value.map(wrong -> {
            final List<Expression.Field> all = new ArrayList<>(fields);
            all.set(place, new Expression.Field(field.name(), field.size(), wrong));
            return new Expression.Struct(all);
        });
    }

    private static CallLine withResult(CallLine call, Expression result) {
        return new CallLine(call.endNs(), call.name(), call.arguments(), result, call.error(), call.note());
    }

    private static CallLine withError(CallLine call, String error) {
        return new CallLine(
                call.endNs(), call.name(), call.arguments(), call.result(), Optional.of(error), call.note());
    }

    /// Each number behind a comparison that is no bound.
    private void code(int index, CodeBlock block) {
        final Matcher number = NUMBER.matcher(block.text());
        while (number.find()) {
            final boolean equal =
                    block.text().substring(0, number.start()).strip().endsWith("==");
            if (equal) {
                final String wrong = number.group().startsWith("TCP_") ? "97" : number.group() + "7";
                final String text = block.text().substring(0, number.start())
                        + wrong
                        + block.text().substring(number.end());
                with(index, Kind.ASSERTION, new CodeBlock(text));
            }
        }
    }
}
