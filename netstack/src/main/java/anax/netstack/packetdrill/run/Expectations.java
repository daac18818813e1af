package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Dialogue;
import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.match.Joining;
import anax.netstack.packetdrill.match.LiveBody;
import anax.netstack.packetdrill.match.LivePacket;
import anax.netstack.packetdrill.match.PacketComparison;
import anax.netstack.packetdrill.match.ScriptView;
import anax.netstack.packetdrill.syntax.Event;
import anax.netstack.packetdrill.syntax.Notation;
import anax.netstack.packetdrill.syntax.PacketBody;
import anax.netstack.packetdrill.syntax.PacketLine;
import anax.netstack.packetdrill.syntax.TcpFlags;
import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The packets that a script expects: each takes the next one that leaves the stack, and compares it.
///
/// Owner: the run of a script. How long it waits is bounded, so that a stack which is silent ends the run.
final class Expectations {
    private static final long PATIENCE_NS = 120_000_000_000L;
    private static final long PATIENCE_FOR_ANY_NS = 900_000_000_000L;

    private final VirtualHost host;
    private final Conversation conversation;
    private final Calls calls;
    private final ScriptSettings settings;
    private final boolean relaxed;
    private final Trace trace;
    private long compared;
    private LiveBody.Tcp last; // segment that was taken; null if none was

    Expectations(
            VirtualHost host,
            Conversation conversation,
            Calls calls,
            ScriptSettings settings,
            boolean relaxed,
            Trace trace) {
        this.host = host;
        this.conversation = conversation;
        this.calls = calls;
        this.settings = settings;
        this.relaxed = relaxed;
        this.trace = trace;
    }

    /// Packets that were compared.
    long compared() {
        return compared;
    }

    /// Waits for a packet, and compares it.
    void expect(Event event, PacketLine line, Due due) {
        final Dialogue dialogue = conversation.onOutbound(line);
        LivePacket packet = await(event, due, dialogue);
        if (!settings.strictSegments && line.body() instanceof PacketBody.Tcp tcp) {
            packet = joined(packet, tcp.sequence().length(), dialogue);
        }
        learn(line, packet, dialogue);
        trace.line(packet.timeNs(), Notation.of(ScriptView.of(packet, dialogue)));
        compared++;
        final long toleranceNs = settings.toleranceNs(due.gapNs());
        final List<Difference> differences = new ArrayList<>(PacketComparison.compare(
                event.at(), line, packet, dialogue, new PacketComparison.Rules(relaxed, settings.tickNs, toleranceNs)));
        if (!due.admits(packet.timeNs(), toleranceNs)) {
            differences.add(new Difference("time", shown(due), Trace.time(packet.timeNs())));
        }
        if (!differences.isEmpty()) {
            throw new Mismatch(
                    event.at(),
                    shown(due) + " " + Notation.of(line),
                    Trace.time(packet.timeNs()) + " " + Notation.of(ScriptView.of(packet, dialogue, line)),
                    differences);
        }
    }

    private static String shown(Due due) {
        if (due.any()) {
            return "*";
        }
        return due.fromNs() == due.toNs()
                ? Trace.time(due.fromNs())
                : Trace.time(due.fromNs()) + "~" + Trace.time(due.toNs());
    }

    private LivePacket await(Event event, Due due, Dialogue dialogue) {
        final long untilNs =
                due.any() ? due.toNs() + PATIENCE_FOR_ANY_NS : Math.max(due.toNs(), host.nowNs()) + PATIENCE_NS;
        while (true) {
            final LivePacket packet = next(dialogue, true);
            if (packet != null) {
                return packet;
            }
            final boolean more = calls.step(untilNs);
            calls.settle();
            if (!more && host.sent().isEmpty()) {
                throw new Mismatch(
                        event.at(),
                        shown(due) + " " + Notation.of(event.action()),
                        "no packet until " + Trace.time(host.nowNs()),
                        List.of());
            }
        }
    }

    /// The next packet of the conversation; null if none has left.
    private LivePacket next(Dialogue dialogue, boolean take) {
        ScriptWire.Sent sent;
        while ((sent = host.sent().peek()) != null) {
            final LivePacket packet = LivePacket.of(sent.octets(), VirtualHost.timeOf(sent));
            if (conversation.concerns(packet, dialogue)) {
                if (take) {
                    host.sent().poll();
                    note(packet);
                }
                return packet;
            }
            trace.line(packet.timeNs(), "// not of this connection: " + Notation.of(ScriptView.of(packet, dialogue)));
            host.sent().poll();
        }
        return null;
    }

    private void note(LivePacket packet) {
        if (packet.body() instanceof LiveBody.Tcp tcp) {
            last = tcp;
        }
    }

    /// Takes what nobody expects at the end.
    ///
    /// @return the number that the stack has last said it wants next; empty if it has said none
    OptionalLong finish(Dialogue dialogue) {
        LivePacket leftOver;
        do {
            leftOver = next(dialogue, true); // which is no error
        } while (leftOver != null);
        return last == null || !last.has(TcpFlags.ACK) ? OptionalLong.empty() : OptionalLong.of(last.ack());
    }

    /// A segment with those behind it, as far as they make up what is expected together.
    private LivePacket joined(LivePacket first, int wanted, Dialogue dialogue) {
        LivePacket whole = first;
        int previous = first.body() instanceof LiveBody.Tcp tcp ? tcp.payload().length() : 0;
        while (Joining.wantsMore(whole, wanted)) {
            final LivePacket following = next(dialogue, false);
            if (following == null || !Joining.fits(whole, following, previous, wanted)) {
                return whole;
            }
            previous =
                    following.body() instanceof LiveBody.Tcp tcp ? tcp.payload().length() : 0;
            whole = Joining.join(whole, following);
            host.sent().poll();
        }
        return whole;
    }

    /// Notes what the script calls the numbers and timestamps that the stack has chosen.
    private static void learn(PacketLine line, LivePacket packet, Dialogue dialogue) {
        if (!(packet.body() instanceof LiveBody.Tcp live)) {
            return;
        }
        if (live.has(TcpFlags.SYN)) {
            dialogue.numbering().onOutboundSyn(live.seq());
            if (line.body() instanceof PacketBody.Tcp tcp && tcp.flags().has(TcpFlags.SYN)) {
                tcp.sequence().start().ifPresent(start -> dialogue.numbering().scriptLocal(start.value()));
            }
        }
        for (final TcpOption option : live.options()) {
            if (option instanceof TcpOption.Timestamps stamps) {
                final long value = stamps.value().orElse(0);
                final OptionalLong named = named(line);
                dialogue.stamps().onOutbound(named.orElse(dialogue.stamps().toScript(value)), value);
            }
        }
    }

    /// What the script calls the timestamp of a packet.
    private static OptionalLong named(PacketLine line) {
        if (line.body() instanceof PacketBody.Tcp tcp && tcp.options().isPresent()) {
            for (final TcpOption option : tcp.options().orElseThrow()) {
                if (option instanceof TcpOption.Timestamps stamps) {
                    return stamps.value();
                }
            }
        }
        return OptionalLong.empty();
    }
}
