package anax.netstack.packetdrill.run;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.CapturedLink;
import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.LinkType;
import anax.netstack.link.PcapngWriter;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackConfig;
import anax.netstack.tcp.TcpConfig;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.timer.TimerWheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A host of one partition, whose only link ends at the script, on a clock of its own. Each packet that is injected
/// and each call is a batch.
///
/// Owner: the run of a script. Allocates. Never blocks.
final class VirtualHost {
    private static final long START_NS = 1_000_000_000L;
    private static final long SECRET = 0x414E_4158L;
    private static final int LARGE_SLOTS = 64;
    private static final int SMALL_SLOTS = 8_192;
    private static final int LOOPBACK_MTU = 65_535;

    /// The same for all, as there is one secret and one partition.
    private static final FlowShares SHARES = FlowShares.of(StackConfig.standard(SECRET), 1);

    private final VirtualEnvironment environment;
    private final Partition partition;
    private final NetworkInterface network;
    private final ScriptWire wire;
    private final LinkQueue queue;
    private final Optional<PcapngWriter> capture;
    private Runnable afterBatch = () -> {};

    /// Makes a host with one address.
    ///
    /// @param prefix  how many bits of it are the network's
    /// @param capture where to write what passes; it stays the caller's
    VirtualHost(TcpConfig tcp, IpAddress local, int prefix, int mtu, Optional<PcapngWriter> capture) {
        final StackConfig config = StackConfig.standard(SECRET).with(draft -> {
            draft.tcp = tcp;
            draft.pool = PacketPoolConfig.standard().withSlots(SMALL_SLOTS, LARGE_SLOTS);
        });
        environment = new VirtualEnvironment(config, START_NS);
        partition = new Partition(environment, config, SHARES, (address, stands) -> {});
        wire = new ScriptWire(mtu);
        this.capture = capture;
        final Link link =
                capture.<Link>map(writer -> new CapturedLink(wire, writer)).orElse(wire);
        queue = link.queue(0);
        final NetworkInterface loopback = new NetworkInterface(
                NetworkInterface.LOOPBACK,
                "lo",
                LinkType.RAW_IP,
                LOOPBACK_MTU,
                0,
                new LinkCapabilities(true, 0),
                List.of(InterfaceAddress.parse("127.0.0.1/8")),
                true);
        network = new NetworkInterface(
                1,
                link.name(),
                link.type(),
                mtu,
                link.address(),
                link.capabilities(),
                List.of(new InterfaceAddress(local, prefix)),
                true);
        partition.interfaces().put(loopback);
        partition.interfaces().put(network);
        partition.routes().add(Route.onLink(network.addresses().getFirst().network(), network.index()));
        partition.routes().add(Route.onLink(IpPrefix.parse("0.0.0.0/0"), network.index()));
        environment.add(network, link, queue);
    }

    /// Does what commands ask for.
    void obey(Commands commands) {
        partition.tcp().configure(commands.config());
        for (final RouteChange change : commands.routes()) {
            partition.routes().replace(change.route(network.index()));
        }
    }

    /// Has something run at the end of each batch.
    void afterBatch(Runnable run) {
        afterBatch = run;
    }

    Partition partition() {
        return partition;
    }

    EngineEnvironment environment() {
        return environment;
    }

    /// The time since the host was made.
    long nowNs() {
        return environment.nowNs() - START_NS;
    }

    /// A packet comes in; a batch.
    void inject(byte[] octets) {
        wire.inject(octets);
        final int count = queue.poll(environment.nowNs(), 1, environment.pool, this::receive);
        environment.account().received(count);
        endBatch();
    }

    private void receive(Packet packet) {
        partition.receive(packet, network);
    }

    /// Ends the batch of what a call did.
    void endBatch() {
        environment.endBatch();
        Packet later;
        while ((later = environment.passedOn.poll()) != null) {
            partition.goOn(later);
            environment.endBatch();
        }
        afterBatch.run();
        environment.endBatch();
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
        final long nextNs = environment.timers.nextDeadlineNs();
        if (nextNs == TimerWheel.NEVER || nextNs > limitNs) {
            environment.now(Math.max(environment.nowNs(), limitNs));
            return false;
        }
        environment.now(Math.max(environment.nowNs(), nextNs));
        environment.timers.expire(environment.nowNs(), Integer.MAX_VALUE);
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
        final long kept = (long) partition.reassembly().held()
                + partition.tcp().held()
                + partition.neighbors().waiting();
        final long out = environment.pool.outstanding();
        return out == kept
                ? Optional.empty()
                : Optional.of(out + " packets are not in the pool, though the stack holds only " + kept);
    }
}
