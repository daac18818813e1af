package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// One partition of the engine alone, without link, thread or machine, on a clock of the test: frames go in as
/// octets, and what comes out is kept for the test to look at.
///
/// Owner: one test. Interface 1 is an Ethernet with station address [#OWN_STATION] and address [#OWN]/24; 2 to 254 of
/// its network are neighbours. [#close] asserts that each packet ended in its account and lies in the pool again.
public final class LonePartition implements AutoCloseable {
    /// The address of the partition's host.
    public static final IpAddress OWN = IpAddress.parse("10.0.0.1");

    /// A neighbour's address.
    public static final IpAddress NEIGHBOR = IpAddress.parse("10.0.0.2");

    /// A host behind a router.
    public static final IpAddress FAR = IpAddress.parse("192.0.2.9");

    /// The router: the way to all that is not on the network.
    public static final IpAddress ROUTER = IpAddress.parse("10.0.0.254");

    /// The host's station address.
    public static final long OWN_STATION = 0x02_00_00_00_00_01L;

    /// The neighbour's station address.
    public static final long NEIGHBOR_STATION = 0x02_00_00_00_00_02L;

    private final Environment environment;
    private final Partition partition;
    private final NetworkInterface wire;
    private final List<byte[]> sent = new ArrayList<>();
    private final List<DropReason> dropped = new ArrayList<>();
    private final PacketQueue passedOn = new PacketQueue();
    private final boolean forgetful;
    private final List<Integer> passedTo = new ArrayList<>();
    private final List<Integer> passedAt = new ArrayList<>();
    private long nowNs = 1_000_000_000L;

    private LonePartition(int partition, int partitions, UnaryOperator<StackConfig> config, boolean forgetful) {
        final StackConfig chosen = config.apply(StackConfig.standard(7));
        this.forgetful = forgetful;
        environment = new Environment(partition, partitions, chosen);
        this.partition = new Partition(environment, chosen, FlowShares.of(chosen, partitions), this::verdict);
        final NetworkInterface loopback = new NetworkInterface(
                NetworkInterface.LOOPBACK,
                "lo",
                LinkType.RAW_IP,
                65_535,
                0,
                new LinkCapabilities(true, 0),
                List.of(InterfaceAddress.parse("127.0.0.1/8")),
                true);
        wire = new NetworkInterface(
                1,
                "wire",
                LinkType.ETHERNET,
                1_500,
                OWN_STATION,
                LinkCapabilities.NONE,
                List.of(new InterfaceAddress(OWN, 24)),
                true);
        this.partition.interfaces().put(loopback);
        this.partition.interfaces().put(wire);
        this.partition.routes().add(Route.onLink(wire.addresses().getFirst().network(), wire.index()));
        this.partition.routes().add(Route.via(IpPrefix.parse("0.0.0.0/0"), ROUTER, wire.index()));
    }

    private void verdict(int address, boolean stands) {
        partition.interfaces().use(address, stands);
    }

    /// A host of one partition.
    public static LonePartition only() {
        return only(UnaryOperator.identity());
    }

    /// A host of one partition with another configuration.
    public static LonePartition only(UnaryOperator<StackConfig> config) {
        return new LonePartition(0, 1, config, false);
    }

    /// A host of one partition that notes nothing of what it sends and drops, nor where its packets were
    /// allocated: so whatever is allocated is the engine's.
    public static LonePartition forgetful() {
        return new LonePartition(0, 1, UnaryOperator.identity(), true);
    }

    /// One partition of several.
    public static LonePartition of(int partition, int partitions) {
        return of(partition, partitions, UnaryOperator.identity());
    }

    /// One partition of several with another configuration.
    public static LonePartition of(int partition, int partitions, UnaryOperator<StackConfig> config) {
        return new LonePartition(partition, partitions, config, false);
    }

    /// The partition itself.
    public Partition partition() {
        return partition;
    }

    /// Its Ethernet interface.
    public NetworkInterface wire() {
        return wire;
    }

    /// What it stands on.
    public EngineEnvironment environment() {
        return environment;
    }

    /// The time.
    public long nowNs() {
        return nowNs;
    }

    /// Lets time pass; what is due fires.
    public void pass(long ns) {
        final long untilNs = nowNs + ns;
        while (environment.timers.nextDeadlineNs() - untilNs <= 0
                && environment.timers.nextDeadlineNs() != TimerWheel.NEVER) {
            nowNs = Math.max(nowNs, environment.timers.nextDeadlineNs());
            environment.timers.expire(nowNs, Integer.MAX_VALUE);
            environment.atEnd.run(nowNs);
        }
        nowNs = untilNs;
        environment.timers.expire(nowNs, Integer.MAX_VALUE);
        environment.atEnd.run(nowNs);
    }

    /// A frame comes in by the wire; ends a batch.
    public void receives(byte[] frame) {
        receives(frame, packet -> {});
    }

    /// A frame comes in by the wire, of which the device says more.
    public void receives(byte[] frame, Consumer<Packet> device) {
        receives(frame, wire, device);
    }

    /// A datagram comes in by the interface by which the host talks to itself; ends a batch.
    public void loops(byte[] datagram) {
        receives(datagram, partition.interfaces().get(NetworkInterface.LOOPBACK), packet -> {});
    }

    private void receives(byte[] frame, NetworkInterface by, Consumer<Packet> device) {
        environment.account().received(1);
        final Packet packet = environment.allocate(frame.length);
        if (packet == null) { // a link loses what it has nothing to put into
            environment.account().droppedIn(DropReason.POOL_EXHAUSTED);
            return;
        }
        packet.range(packet.offset(), frame.length).buffer().putBytes(packet.offset(), frame);
        device.accept(packet);
        partition.receive(packet, by);
        environment.atEnd.run(nowNs);
    }

    /// Does something to the partition, and ends a batch.
    public void does(Consumer<Partition> work) {
        work.accept(partition);
        environment.atEnd.run(nowNs);
    }

    /// What it sent since this was asked last: each frame with its Ethernet header, or the datagram if it goes by
    /// the loopback. Checksums that the device would complete are not complete.
    public List<byte[]> sent() {
        final List<byte[]> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /// Why it dropped packets since this was asked last.
    public List<DropReason> dropped() {
        final List<DropReason> taken = List.copyOf(dropped);
        dropped.clear();
        return taken;
    }

    /// To which partitions it passed packets on since this was asked last; the packets end with that.
    public List<Integer> passedOn() {
        final List<Integer> taken = List.copyOf(passedTo);
        passedTo.clear();
        passedAt.clear();
        Packet packet;
        while ((packet = passedOn.poll()) != null) {
            if (packet.isOutbound()) {
                environment.sent(packet);
            } else {
                environment.deliver(packet);
            }
        }
        return taken;
    }

    /// At which stages the packets are that it passed on and that were not asked for yet.
    public List<Integer> passedOnStages() {
        return List.copyOf(passedAt);
    }

    /// Says which neighbour has which station, as an ARP answer would.
    public void knows(IpAddress neighbor, long station) {
        partition.neighbors().learn(wire, neighbor.v4(), station, true);
    }

    /// The payload of an Ethernet frame.
    public static byte[] datagramOf(byte[] frame) {
        return java.util.Arrays.copyOfRange(frame, EthernetHeader.HEADER_LENGTH, frame.length);
    }

    @Override
    public void close() {
        passedOn();
        assertThat(environment.account().heldIn())
                .as("packets that came in and are in no account")
                .isEqualTo(partition.reassembly().held() + partition.tcp().held());
        assertThat(environment.account().heldOut())
                .as("packets that were made and are in no account")
                .isEqualTo(partition.neighbors().waiting());
        assertThat(environment.pool.outstanding())
                .as("packets that are not in the pool")
                .isEqualTo(partition.reassembly().held()
                        + partition.tcp().held()
                        + partition.neighbors().waiting());
    }

    /// The world of the partition. Owner: the test.
    private final class Environment extends EngineEnvironment {
        private final PacketPool pool;
        private final SecretSequence secrets;
        private final TimerWheel timers = new TimerWheel(0, () -> true);
        private final BatchWork.Queue atEnd = new BatchWork.Queue();

        private Environment(int partition, int partitions, StackConfig config) {
            super(partition, partitions);
            pool = new PacketPool(partition, config.pool().withDebug(!forgetful), () -> true);
            secrets = new SecretSequence(new SipHash(config.secret(), partition));
        }

        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public long nextSecret() {
            return secrets.next();
        }

        @Override
        public MemoryBudget memory() {
            return pool.memory();
        }

        @Override
        public Packet allocate(int octets) {
            return pool.allocate(octets);
        }

        @Override
        protected void free(Packet packet) {
            pool.takeBack(packet);
        }

        @Override
        protected void onDrop(Packet packet, DropReason reason) {
            if (!forgetful) {
                dropped.add(reason);
            }
        }

        @Override
        public void transmit(Packet packet) {
            if (!forgetful) {
                final byte[] octets = new byte[packet.length()];
                packet.buffer().getBytes(packet.offset(), octets);
                sent.add(octets);
            }
            sent(packet);
        }

        @Override
        public void passOn(Packet packet, int target) {
            passedTo.add(target);
            passedAt.add(packet.stage());
            passedOn.add(packet);
        }

        @Override
        public Timer newTimer(TimerHandler handler, int kind) {
            return new Timer(handler, kind);
        }

        @Override
        public void schedule(Timer timer, long deadlineNs) {
            timers.schedule(timer, deadlineNs);
        }

        @Override
        public void cancel(Timer timer) {
            timers.cancel(timer);
        }

        @Override
        public void atEndOfBatch(BatchWork work) {
            atEnd.add(work);
        }
    }
}
