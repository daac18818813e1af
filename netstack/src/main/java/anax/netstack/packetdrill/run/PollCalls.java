package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.run.EpollFile.Ready;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The calls that wait for several descriptors: poll, and epoll's.
///
/// Owner: the run of a script.
final class PollCalls {
    private static final long MS = 1_000_000L;
    private static final int ALWAYS = Constants.POLLERR | Constants.POLLHUP;

    private final VirtualHost host;
    private final Descriptors descriptors;

    PollCalls(VirtualHost host, Descriptors descriptors) {
        this.host = host;
        this.descriptors = descriptors;
    }

    /// `poll([{fd=3, events=POLLIN, revents=POLLIN}], 1, 100) = 1`
    Attempt poll(Arguments arguments) {
        arguments.count(3, 3);
        final List<Polled> all = new ArrayList<>();
        for (final Expression element : arguments.elements(0)) {
            final Expression.Struct struct = arguments.struct(element);
            arguments.onlyFields(struct, List.of("fd", "events", "revents"));
            all.add(new Polled(
                    arguments.number(arguments.field(struct, "fd")),
                    (int) arguments.number(arguments.field(struct, "events")),
                    struct.field("revents")
                            .map(revents -> (int) arguments.number(revents))
                            .orElse(0)));
        }
        if (arguments.number(1) != all.size()) {
            throw new UnsupportedException(
                    arguments.at(), "poll of " + arguments.number(1) + " where " + all.size() + " are given");
        }
        final long timeoutMs = arguments.number(2);
        final long untilNs = timeoutMs < 0 ? Long.MAX_VALUE : host.nowNs() + timeoutMs * MS;
        return Attempt.until(untilNs, () -> polled(all, untilNs));
    }

    /// One descriptor that is polled. Owner: the call.
    private record Polled(long descriptor, int events, int expected) {}

    private Optional<Reply> polled(List<Polled> all, long untilNs) {
        int ready = 0;
        final List<Difference> differences = new ArrayList<>();
        for (final Polled one : all) {
            final int got = one.descriptor() < 0
                    ? 0
                    : descriptors
                            .find(one.descriptor())
                            .map(file -> file.readiness() & (one.events() | ALWAYS))
                            .orElse(Constants.POLLNVAL);
            ready += got != 0 ? 1 : 0;
            if (got != one.expected()) {
                differences.add(new Difference(
                        "revents of " + one.descriptor(),
                        Constants.readiness(one.expected(), ""),
                        Constants.readiness(got, "")));
            }
        }
        final boolean over = ready > 0 || host.nowNs() >= untilNs;
        return over ? Optional.of(Reply.of(ready, differences)) : Optional.empty();
    }

    /// `epoll_create(1) = 4`
    Attempt create() {
        descriptors.opened(new EpollFile());
        return Attempt.done(Reply.of(0));
    }

    /// `epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, fd=3}) = 0`
    Attempt control(Arguments arguments) {
        arguments.count(3, 4);
        final Optional<EpollFile> set = set(arguments);
        final long descriptor = arguments.number(2);
        final Optional<OpenFile> file = descriptors.find(descriptor);
        if (set.isEmpty() || file.isEmpty()) {
            return Attempt.done(Reply.failed("EBADF"));
        }
        final EpollFile epoll = set.orElseThrow();
        final String operation = arguments.word(1);
        final boolean done = switch (operation) {
            case "EPOLL_CTL_ADD" -> {
                final Ready wanted = ready(arguments, arguments.get(3));
                yield epoll.add(descriptor, file.orElseThrow(), wanted.events(), wanted.data());
            }
            case "EPOLL_CTL_MOD" -> {
                final Ready wanted = ready(arguments, arguments.get(3));
                yield epoll.change(descriptor, wanted.events(), wanted.data());
            }
            case "EPOLL_CTL_DEL" -> epoll.remove(descriptor);
            default -> throw new UnsupportedException(arguments.at(), operation + " in epoll_ctl");
        };
        final String refusal = operation.equals("EPOLL_CTL_ADD") ? "EEXIST" : "ENOENT";
        return Attempt.done(done ? Reply.of(0) : Reply.failed(refusal));
    }

    /// `{events=EPOLLIN, fd=3}`, or with another name of the data.
    private static Ready ready(Arguments arguments, Expression expression) {
        final Expression.Struct struct = arguments.struct(expression);
        arguments.onlyFields(struct, List.of("events", "fd", "ptr", "u32", "u64"));
        final int events = (int) arguments.number(arguments.field(struct, "events"));
        final Optional<Expression.Field> data = struct.fields().stream()
                .filter(field -> !field.name().equals("events"))
                .findFirst();
        return new Ready(data.map(field -> arguments.number(field.value())).orElse(0L), events);
    }

    private Optional<EpollFile> set(Arguments arguments) {
        return descriptors
                .find(arguments.number(0))
                .flatMap(file -> file instanceof EpollFile set ? Optional.of(set) : Optional.empty());
    }

    /// `epoll_wait(4, {events=EPOLLIN, fd=3}, 1, 100) = 1`
    Attempt await(Arguments arguments, int count) {
        arguments.count(count, count);
        final Optional<EpollFile> set = set(arguments);
        if (set.isEmpty()) {
            return Attempt.done(Reply.failed("EBADF"));
        }
        final List<Ready> expected = expected(arguments);
        final int most = (int) arguments.number(2);
        if (most <= 0) {
            return Attempt.done(Reply.failed("EINVAL"));
        }
        final long timeoutMs = arguments.number(3);
        final long untilNs = timeoutMs < 0 ? Long.MAX_VALUE : host.nowNs() + timeoutMs * MS;
        return Attempt.until(untilNs, () -> {
            final List<Ready> ready = set.orElseThrow().take(most);
            if (ready.isEmpty() && host.nowNs() < untilNs) {
                return Optional.empty();
            }
            return Optional.of(Reply.of(ready.size(), differences(expected, ready)));
        });
    }

    private static List<Ready> expected(Arguments arguments) {
        if (arguments.isAny(1)) {
            return List.of();
        }
        final List<Ready> expected = new ArrayList<>();
        for (final Expression element : arguments.elements(1)) {
            expected.add(ready(arguments, element));
        }
        return expected;
    }

    /// What the script gives for a wait that reports nothing is a place for answers.
    private static List<Difference> differences(List<Ready> expected, List<Ready> ready) {
        if (expected.isEmpty() || ready.isEmpty() || expected.equals(ready)) {
            return List.of();
        }
        return List.of(new Difference("events", shown(expected), shown(ready)));
    }

    private static String shown(List<Ready> ready) {
        final List<String> parts = new ArrayList<>();
        for (final Ready one : ready) {
            parts.add("{events=" + Constants.readiness(one.events(), "E") + ", fd=" + one.data() + "}");
        }
        return String.join(", ", parts);
    }
}
