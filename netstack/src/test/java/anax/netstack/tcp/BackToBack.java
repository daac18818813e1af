package anax.netstack.tcp;

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

/// Two hosts of one partition each, and nothing between them: what one transmits the other takes, without anything
/// that allocates.
///
/// Owner: one test.
final class BackToBack {
    static final int PORT = 8_080;
    private static final int BATCH = 32;

    final Host first = new Host("10.0.0.1", 3);
    final Host second = new Host("10.0.0.2", 4);
    private long nowNs = 1_000_000_000L;
    private int arrived;
    int losesEach; // of so many packets one is lost; 0 for none

    /// One turn: each host takes a batch of what the other has sent.
    ///
    /// @return how many packets there were
    int turn() {
        nowNs += 10_000;
        return second.take(first) + first.take(second);
    }

    /// Runs until nothing is under way any more.
    void settle() {
        int quiet = 0;
        while (quiet < 3) {
            quiet = turn() == 0 ? quiet + 1 : 0;
        }
    }

    /// A host. Owner: the test.
    final class Host extends EngineEnvironment {
        final Partition partition;
        final IpAddress address;
        private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
        private final SecretSequence secrets;
        private final TimerWheel timers = new TimerWheel(0, () -> true);
        private final BatchWork.Queue atEnd = new BatchWork.Queue();
        private final PacketQueue out = new PacketQueue();
        private final NetworkInterface wire;

        private Host(String address, long secret) {
            super(0, 1);
            this.address = IpAddress.parse(address);
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
                    List.of(new InterfaceAddress(this.address, 24)),
                    true);
            partition.interfaces().put(wire);
            partition.routes().add(Route.onLink(wire.addresses().getFirst().network(), wire.index()));
        }

        /// Ends a batch after calls from outside.
        void endBatch() {
            atEnd.run(nowNs);
        }

        private int take(Host other) {
            int taken = 0;
            Packet arriving;
            while (taken < BATCH && (arriving = other.out.poll()) != null) {
                if (losesEach > 0 && ++arrived % losesEach == 0) {
                    other.sent(arriving);
                    continue;
                }
                final Packet copy = allocate(arriving.length());
                copy.range(copy.offset(), arriving.length());
                copy.buffer().putBytes(copy.offset(), arriving.buffer(), arriving.offset(), arriving.length());
                copy.checksumState(Packet.CHECKSUM_VALID);
                other.sent(arriving);
                account().received(1);
                partition.receive(copy, wire);
                taken++;
            }
            timers.expire(nowNs, Integer.MAX_VALUE);
            atEnd.run(nowNs);
            return taken;
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
        public void transmit(Packet packet) {
            out.add(packet);
        }

        @Override
        public void passOn(Packet packet, int target) {
            throw new AssertionError("there is one partition only");
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
