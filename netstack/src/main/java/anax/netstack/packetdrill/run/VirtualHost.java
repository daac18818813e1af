package anax.netstack.packetdrill.run;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.Route;
import anax.netstack.link.CapturedLink;
import anax.netstack.link.Link;
import anax.netstack.link.PcapngWriter;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.timer.TimerWheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.Optional;

/// A host whose only link ends at the script, on a clock of its own. Each packet that is injected and each call is a
/// batch.
///
/// Owner: the run of a script. Allocates. Never blocks.
final class VirtualHost {
    /// What its stack's choices depend on.
    static final long SECRET = 0x414E_4158L;

    private static final long START_NS = 1_000_000_000L;
    private static final int LARGE_SLOTS = 64;
    private static final int SMALL_SLOTS = 8_192;

    private final ScriptStack stack;
    private final ScriptWire wire;
    private final Optional<PcapngWriter> capture;
    private Runnable afterBatch = () -> {};

    /// Makes a host with one address.
    ///
    /// @param maker   makes its stack
    /// @param prefix  how many bits of the address are the network's
    /// @param capture where to write what passes; it stays the caller's
    VirtualHost(
            ScriptStack.Maker maker,
            TcpConfig tcp,
            IpAddress local,
            int prefix,
            int mtu,
            Optional<PcapngWriter> capture) {
        final StackConfig config = StackConfig.standard(SECRET).with(draft -> {
            draft.tcp = tcp;
            draft.coalescing = false;
            draft.pool = PacketPoolConfig.standard().withSlots(SMALL_SLOTS, LARGE_SLOTS);
        });
        wire = new ScriptWire(mtu);
        this.capture = capture;
        final Link link =
                capture.<Link>map(writer -> new CapturedLink(wire, writer)).orElse(wire);
        stack = maker.make(new ScriptStack.Setup(config, link, new InterfaceAddress(local, prefix), START_NS));
        for (final Partition engine : stack.engines()) {
            engine.routes().add(Route.onLink(IpPrefix.parse("0.0.0.0/0"), ScriptStack.NETWORK));
        }
    }

    /// Does what commands ask for.
    void obey(Commands commands) {
        for (final Partition engine : stack.engines()) {
            engine.tcp().configure(commands.config());
            for (final RouteChange change : commands.routes()) {
                engine.routes().replace(change.route(ScriptStack.NETWORK));
            }
        }
    }

    /// Has something run at the end of each batch.
    void afterBatch(Runnable run) {
        afterBatch = run;
    }

    /// Does something to sockets, as their user.
    void call(Runnable call) {
        stack.call(call);
    }

    /// The engine of its TCP sockets.
    Partition partition() {
        return stack.streams();
    }

    /// The engine of its UDP sockets.
    Partition datagrams() {
        return stack.datagrams();
    }

    /// What that stands on.
    EngineEnvironment environment() {
        return stack.datagrams().environment();
    }

    /// The time since the host was made.
    long nowNs() {
        return stack.nowNs() - START_NS;
    }

    /// A packet comes in; a batch.
    void inject(byte[] octets) {
        wire.inject(octets);
        stack.receive();
        endBatch();
    }

    /// Ends the batch of what a call did.
    void endBatch() {
        stack.endBatch();
        stack.call(afterBatch);
        stack.endBatch();
        capture.ifPresent(VirtualHost::write);
    }

    private static void write(PcapngWriter writer) {
        try {
            writer.write(Integer.MAX_VALUE);
        } catch (IOException failed) {
            throw new UncheckedIOException("the capture could not be written; is its folder there, with room?", failed);
        }
    }

    /// Lets time pass until something is due, or until another time if that comes first.
    ///
    /// @return false once that time has come and nothing more is due by then
    boolean step(long untilNs) {
        final long limitNs = untilNs + START_NS;
        final long nextNs = stack.nextDeadlineNs();
        if (nextNs == TimerWheel.NEVER || nextNs > limitNs) {
            stack.now(Math.max(stack.nowNs(), limitNs));
            return false;
        }
        stack.now(Math.max(stack.nowNs(), nextNs));
        stack.expire();
        endBatch();
        return true;
    }

    /// Packets that left and were not looked at yet, oldest first; their times count from when the host was made.
    Deque<ScriptWire.Sent> sent() {
        return wire.sent();
    }

    /// When such a packet left.
    static long timeOf(ScriptWire.Sent packet) {
        return packet.timeNs() - START_NS;
    }

    /// Says what is wrong with the account of packets, of which each must have come to one end; empty if nothing
    /// is.
    Optional<String> leak() {
        long kept = 0;
        for (final Partition engine : stack.engines()) {
            kept += (long) engine.reassembly().held()
                    + engine.tcp().held()
                    + engine.neighbors().waiting();
        }
        final long out = stack.outstanding();
        return out == kept
                ? Optional.empty()
                : Optional.of(out + " packets are not in the pool, though the stack holds only " + kept);
    }
}
