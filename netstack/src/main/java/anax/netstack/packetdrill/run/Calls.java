package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.syntax.CallLine;
import anax.netstack.packetdrill.syntax.Event;
import anax.netstack.packetdrill.syntax.EventTime;
import anax.netstack.packetdrill.syntax.Expression;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The calls of a script, one after the other, of which the last one may still wait while packets come and go.
///
/// Owner: the run of a script.
final class Calls {
    private final VirtualHost host;
    private final CallTable table;
    private final ScriptSettings settings;
    private final Trace trace;
    private Attempt begun; // by the call that was made last
    private Waiting waiting; // null if no call does
    private long compared;

    /// A call that waits, and since it has answered, what. Owner: the calls.
    private static final class Waiting {
        private final Event event;
        private final CallLine line;
        private final Attempt attempt;
        private final long startNs;
        private final long endNs;
        private Reply reply; // null until it has answered
        private long answeredNs;

        private Waiting(Event event, CallLine line, Attempt attempt, long startNs, long endNs) {
            this.event = event;
            this.line = line;
            this.attempt = attempt;
            this.startNs = startNs;
            this.endNs = endNs;
        }
    }

    Calls(VirtualHost host, CallTable table, ScriptSettings settings, Trace trace) {
        this.host = host;
        this.table = table;
        this.settings = settings;
        this.trace = trace;
        host.afterBatch(this::tryAgain);
    }

    /// Calls whose results were compared.
    long compared() {
        return compared;
    }

    /// Makes a call.
    ///
    /// @param baseNs what its times count from if they are relative
    void call(Event event, CallLine line, long baseNs) {
        finish();
        final OptionalLong endNs = end(event, line, baseNs);
        host.call(() -> begun = table.call(event.at(), line));
        host.endBatch();
        waiting = new Waiting(event, line, begun, host.nowNs(), endNs.orElse(host.nowNs()));
        host.call(this::tryAgain);
        host.endBatch();
        if (waiting.reply == null) {
            trace.line(host.nowNs(), Notation.of(line) + " waits");
            if (endNs.isEmpty()) {
                throw new Mismatch(event.at(), Notation.of(event), line.name() + " waits", List.of());
            }
        }
        settle();
    }

    private static OptionalLong end(Event event, CallLine line, long baseNs) {
        if (line.endNs().isEmpty()) {
            return OptionalLong.empty();
        }
        final boolean relative = event.time() instanceof EventTime.At at && at.relative();
        return OptionalLong.of(line.endNs().getAsLong() + (relative ? baseNs : 0));
    }

    private void tryAgain() {
        if (waiting == null || waiting.reply != null) {
            return;
        }
        final Optional<Reply> reply = waiting.attempt.attempt();
        if (reply.isPresent()) {
            waiting.reply = reply.orElseThrow();
            waiting.answeredNs = host.nowNs();
        }
    }

    /// Lets time pass until then; a call that waits may answer.
    void pass(long untilNs) {
        while (step(untilNs)) {
            settle();
        }
        settle();
    }

    /// Lets time pass until something happens.
    ///
    /// @return false if it is then, and nothing more is due
    boolean step(long untilNs) {
        final long deadlineNs =
                waiting == null || waiting.reply != null ? Long.MAX_VALUE : waiting.attempt.deadlineNs();
        if (deadlineNs > host.nowNs() && deadlineNs <= untilNs) {
            if (!host.step(deadlineNs)) {
                host.endBatch();
            }
            return true;
        }
        return host.step(untilNs);
    }

    /// Waits for a call that has not answered, as long as it may take.
    void finish() {
        if (waiting == null) {
            return;
        }
        pass(waiting.endNs + toleranceNs(waiting));
        if (waiting != null) {
            throw new Mismatch(
                    waiting.event.at(),
                    Notation.of(waiting.event),
                    waiting.line.name() + " still waits at " + Trace.time(host.nowNs()),
                    List.of());
        }
    }

    private long toleranceNs(Waiting call) {
        return settings.toleranceNs(call.endNs - call.startNs);
    }

    /// Compares the answer of a call that has one.
    void settle() {
        if (waiting == null || waiting.reply == null) {
            return;
        }
        final Waiting call = waiting;
        waiting = null;
        trace.line(call.answeredNs, call.line.name() + "(...) = " + call.reply.shown());
        compared++;
        final List<Difference> differences = new ArrayList<>(call.reply.differences());
        compareResult(call, differences);
        if (Math.abs(call.answeredNs - call.endNs) > toleranceNs(call)) {
            differences.add(new Difference("time of return", Trace.time(call.endNs), Trace.time(call.answeredNs)));
        }
        if (!differences.isEmpty()) {
            final String got = Trace.time(call.answeredNs) + " " + call.line.name() + "(...) = " + call.reply.shown();
            throw new Mismatch(call.event.at(), Notation.of(call.event), got, differences);
        }
    }

    private void compareResult(Waiting call, List<Difference> differences) {
        final Reply reply = call.reply;
        final CallLine line = call.line;
        final String expected = Notation.of(line.result())
                + line.error().map(name -> " " + name).orElse("");
        switch (line.result()) {
            case Expression.Numeral(long value, boolean _) -> {
                if (CallTable.opens(line.name()) && value >= 0 && reply.error().isEmpty()) {
                    table.descriptors().number(call.event.at(), value);
                } else if (value != reply.value() || !line.error().orElse("").equals(reply.error())) {
                    differences.add(new Difference("result", expected, reply.shown()));
                }
            }
            case Expression.Ellipsis() -> {
                if (CallTable.opens(line.name())) {
                    throw new UnsupportedException(call.event.at(), "a descriptor without a number");
                }
            }
            case Expression.Word _, Expression.Or _ -> {
                final long value = new Arguments(call.event.at(), line).number(line.result());
                if (value != reply.value()) {
                    differences.add(new Difference("result", expected, reply.shown()));
                }
            }
            case Expression.Text _, Expression.Listing _, Expression.Struct _, Expression.Invocation _ ->
                throw new UnsupportedException(call.event.at(), expected + " as the result of a call");
        }
    }

    /// Closes everything that is open.
    void closeAll() {
        host.call(() -> table.descriptors().all().forEach(OpenFile::close));
        host.endBatch();
    }
}
