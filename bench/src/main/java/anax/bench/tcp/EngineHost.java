package anax.bench.tcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.Partition;
import anax.netstack.stack.SecretSequence;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;
import java.util.List;
import org.agrona.DirectBuffer;

/// One partition of the engine alone, without link, thread or socket, in the time of a benchmark.
///
/// Owner: a benchmark. Allocates when made, never blocks.
final class EngineHost extends EngineEnvironment {
    private static final long STEP_NS = 10_000;
    private static final int TCP = 20; // behind an IP header without options
    private static final int SEQ = TCP + 4;
    private static final int ACK = TCP + 8;

    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final TimerWheel timers = new TimerWheel(0, () -> true);
    private final BatchWork.Queue atEnd = new BatchWork.Queue();
    private final PacketQueue out = new PacketQueue();
    private final SecretSequence secrets;
    private final Partition partition;
    private final NetworkInterface wire;
    private long nowNs = 1_000_000_000L;

    EngineHost(IpAddress address, long secret) {
        super(0, 1);
        secrets = new SecretSequence(new SipHash(secret, secret));
        final StackConfig config = StackConfig.standard(secret);
        partition = new Partition(this, config, FlowShares.of(config, 1), (claimed, stands) -> {});
        wire = new NetworkInterface(
                1,
                "wire",
                LinkType.RAW_IP,
                1_500,
                0,
                new LinkCapabilities(true, 0),
                List.of(new InterfaceAddress(address, 24)),
                true);
        partition.interfaces().put(wire);
        partition.routes().add(Route.onLink(wire.addresses().getFirst().network(), wire.index()));
    }

    Partition engine() {
        return partition;
    }

    /// What has been sent and not been taken yet; null if there is nothing. Whoever takes it must call [#sent].
    Packet poll() {
        return out.poll();
    }

    /// Takes a copy of a datagram, as a device would bring it that has verified its checksums.
    void receive(DirectBuffer datagram, int at, int length) {
        partition.receive(copy(datagram, at, length), wire);
    }

    /// Takes a copy of a segment with other numbers.
    void receive(DirectBuffer segment, int length, int seq, int ack) {
        final Packet packet = copy(segment, 0, length);
        packet.buffer().putInt(packet.offset() + SEQ, seq, BIG_ENDIAN);
        packet.buffer().putInt(packet.offset() + ACK, ack, BIG_ENDIAN);
        partition.receive(packet, wire);
    }

    /// The sequence number of a datagram that is a segment.
    static int seqOf(DirectBuffer datagram) {
        return datagram.getInt(SEQ, BIG_ENDIAN);
    }

    /// The acknowledgment number of a datagram that is a segment.
    static int ackOf(DirectBuffer datagram) {
        return datagram.getInt(ACK, BIG_ENDIAN);
    }

    private Packet copy(DirectBuffer datagram, int at, int length) {
        final Packet packet = allocate(length);
        packet.range(packet.offset(), length).buffer().putBytes(packet.offset(), datagram, at, length);
        packet.checksumState(Packet.CHECKSUM_VALID);
        account().received(1);
        return packet;
    }

    /// Ends a batch, and lets some time pass.
    void endBatch() {
        atEnd.run(nowNs);
        nowNs += STEP_NS;
        timers.expire(nowNs, Integer.MAX_VALUE);
    }

    /// Throws away what has been sent.
    ///
    /// @return how many packets that were
    int discardSent() {
        int count = 0;
        for (Packet packet = out.poll(); packet != null; packet = out.poll()) {
            sent(packet);
            count++;
        }
        return count;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public MemoryBudget memory() {
        return pool.memory();
    }

    @Override
    public long nextSecret() {
        return secrets.next();
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
    public void transmit(Packet packet) {
        out.add(packet);
    }

    @Override
    public void passOn(Packet packet, int target) {
        throw new IllegalStateException("a packet was passed on to partition " + target + "; there is one only");
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
