package anax.netstack.packetdrill.run;

import anax.netstack.link.PcapngWriter;
import anax.netstack.packetdrill.code.Code;
import anax.netstack.packetdrill.match.Dialogue;
import anax.netstack.packetdrill.match.PacketBuilder;
import anax.netstack.packetdrill.run.Arguments.Address;
import anax.netstack.packetdrill.syntax.CallLine;
import anax.netstack.packetdrill.syntax.CodeBlock;
import anax.netstack.packetdrill.syntax.CommandLine;
import anax.netstack.packetdrill.syntax.Event;
import anax.netstack.packetdrill.syntax.EventTime;
import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.IpInfo;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceNumber;
import anax.netstack.packetdrill.syntax.PacketBody.SequenceRange;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.Script;
import anax.netstack.packetdrill.syntax.ScriptException;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One script, run once on a stack of its own. Events happen in their order: what goes into the stack waits for its
/// time; what should come out is awaited, and then its time is compared.
///
/// Owner: one thread, which it takes no longer than the work itself takes: no wait is real. Allocates. At the end
/// each socket is closed, and each packet must be accounted for.
public final class ScriptRun {
    private static final double PERCENT = 12.5;
    private static final double PERCENT_OF_BSD = 5;

    private final Script script;
    private final RunOptions options;
    private final ScriptSettings settings;
    private final Trace trace;
    private final Optional<PcapngWriter> capture;
    private final Code code = new Code();
    private final Commands atFirst; // commands that came before there was a stack

    // From the first event on that needs a stack.
    private VirtualHost host;
    private Conversation conversation;
    private Calls calls;
    private Expectations expectations;

    private long injected;
    private long commandsCompared;
    private boolean inboundBefore;
    private long scheduledBeforeNs;

    private ScriptRun(Script script, RunOptions options, Optional<PcapngWriter> capture) {
        this.script = script;
        this.options = options;
        this.capture = capture;
        settings = new ScriptSettings(script, options.profile() == Profile.BSD ? PERCENT_OF_BSD : PERCENT);
        trace = new Trace(options.trace());
        atFirst = new Commands(options.profile().config());
    }

    /// Runs a script.
    ///
    /// @param capture where to write what passes between script and stack; it stays the caller's
    public static Result run(Script script, RunOptions options, Optional<PcapngWriter> capture) {
        ScriptRun run = null;
        Verdict verdict;
        try {
            run = new ScriptRun(script, options, capture);
            run.all();
            verdict = new Verdict.Passed();
        } catch (Mismatch mismatch) {
            verdict = mismatch.verdict();
        } catch (UnsupportedException unsupported) {
            verdict = new Verdict.Unsupported(unsupported.at(), unsupported.getMessage());
        } catch (InvalidScriptException invalid) {
            verdict = Verdict.Failed.of(invalid);
        }
        return new Result(
                script.file(),
                verdict,
                run == null ? Totals.NONE : run.totals(),
                run == null || run.host == null ? 0 : run.host.nowNs());
    }

    private Totals totals() {
        return new Totals(
                injected,
                expectations == null ? 0 : expectations.compared(),
                calls == null ? 0 : calls.compared(),
                code.assertions() + commandsCompared);
    }

    private void all() {
        script.init().ifPresent(this::command);
        for (final Event event : script.events()) {
            guarded(event, () -> step(event));
        }
        guarded(script.events().getLast(), this::end);
        script.cleanup().ifPresent(cleanup -> new Commands(atFirst.config()).run(cleanup));
    }

    private void end() {
        start();
        calls.finish();
        calls.closeAll();
        reset();
        final Optional<String> leak = host.leak();
        if (leak.isPresent()) {
            final Position last = script.events().getLast().at();
            throw new Mismatch(last, "each packet in the pool again", leak.orElseThrow(), List.of());
        }
    }

    /// The connection is ended for the stack, too, as the language has it.
    private void reset() {
        final OptionalLong wanted = expectations.finish(conversation.dialogue());
        if (wanted.isEmpty()) {
            return;
        }
        final PacketBody reset = new PacketBody.Tcp(
                new TcpFlags(TcpFlags.RST, false),
                new SequenceRange(Optional.of(new SequenceNumber(wanted.getAsLong(), true)), 0),
                Optional.empty(),
                OptionalInt.empty(),
                0,
                Optional.of(List.of()));
        final PacketLine line = new PacketLine(PacketLine.Direction.INBOUND, IpInfo.NONE, Optional.empty(), reset);
        final Position last = script.events().getLast().at();
        trace.line(host.nowNs(), Notation.of(line));
        host.inject(PacketBuilder.build(last, line, conversation.dialogue()));
    }

    /// A stack that throws has failed the script, and no other.
    private static void guarded(Event event, Runnable part) {
        try {
            part.run();
        } catch (Mismatch | ScriptException | UncheckedIOException known) {
            throw known;
        } catch (RuntimeException | AssertionError broken) {
            throw new Mismatch(event.at(), Notation.of(event), "the stack broke: " + broken + at(broken), List.of());
        }
    }

    private static String at(Throwable broken) {
        final StackTraceElement[] trace = broken.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private void step(Event event) {
        if (host == null
                && event.action() instanceof CommandLine command
                && isAtStart(event)
                && !Queries.isMeant(command)) {
            command(command);
            return;
        }
        start();
        final boolean inbound = event.action() instanceof PacketLine packet && !packet.isOutbound();
        final long baseNs = inbound && inboundBefore ? scheduledBeforeNs : host.nowNs();
        final Due due = Due.of(event.time(), baseNs);
        if (event.action() instanceof PacketLine packet && packet.isOutbound()) {
            expectations.expect(event, packet, due);
        } else {
            await(event, due);
            act(event, baseNs);
        }
        inboundBefore = inbound;
        scheduledBeforeNs = due.fromNs();
    }

    private static boolean isAtStart(Event event) {
        return event.time() instanceof EventTime.At at && at.ns() == 0;
    }

    private void act(Event event, long baseNs) {
        switch (event.action()) {
            case PacketLine packet -> inject(event.at(), packet);
            case CallLine call -> calls.call(event, call, baseNs);
            case CommandLine command -> late(event, command);
            case CodeBlock block -> assertAll(event, block);
        }
    }

    /// The stack is made as late as possible, since commands before that say how.
    private void start() {
        if (host != null) {
            return;
        }
        host = new VirtualHost(
                options.stack(), atFirst.config(), settings.local, settings.prefix, settings.mtu, capture);
        host.obey(atFirst);
        conversation =
                new Conversation(settings.local.v4(), settings.remote.v4(), settings.bindPort, settings.scaledEcho);
        final CallTable table = new CallTable(
                host,
                conversation,
                new Address(settings.local, settings.bindPort),
                new Address(settings.remote, settings.connectPort),
                options.relaxed());
        calls = new Calls(host, table, settings, trace);
        expectations = new Expectations(host, conversation, calls, settings, options.relaxed(), trace);
    }

    private void await(Event event, Due due) {
        final long toleranceNs = settings.toleranceNs(due.gapNs());
        if (host.nowNs() > due.fromNs() + toleranceNs) {
            throw new Mismatch(
                    event.at(), Notation.of(event), "it is " + Trace.time(host.nowNs()) + " already", List.of());
        }
        calls.pass(due.fromNs());
    }

    private void inject(Position at, PacketLine packet) {
        final Dialogue dialogue = conversation.onInbound(packet);
        final byte[] octets = PacketBuilder.build(at, packet, dialogue);
        trace.line(host.nowNs(), Notation.of(packet));
        injected++;
        host.inject(octets);
        calls.settle();
    }

    private void command(CommandLine command) {
        atFirst.run(command);
        trace.line(0, "`" + command.text() + "`");
    }

    private void late(Event event, CommandLine command) {
        trace.line(host.nowNs(), "`" + command.text() + "`");
        if (Queries.isMeant(command)) {
            commandsCompared += new Queries(host).run(event, command);
        } else {
            final Commands commands = new Commands(host.partition().tcp().config());
            commands.run(command);
            host.obey(commands);
        }
        host.endBatch();
    }

    private void assertAll(Event event, CodeBlock block) {
        trace.line(host.nowNs(), "%{" + block.text() + "}%");
        final Optional<Code.Failure> failure =
                code.run(event.at(), block.text(), new Sample(host, conversation).names());
        failure.ifPresent(failed -> {
            throw new Mismatch(failed.at(), failed.expected(), failed.got(), List.of());
        });
    }
}
