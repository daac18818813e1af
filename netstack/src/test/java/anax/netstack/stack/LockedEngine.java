package anax.netstack.stack;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.NetworkInterface;
import anax.netstack.ip.Route;
import anax.netstack.link.Link;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketQueue;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpResult;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.wire.IpAddress;
import anax.runtime.clock.Clock;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.UnsafeBuffer;

/// The protocol engine as a design with one big lock drives it: one partition, and plain threads that each take
/// frames from a queue of their own and work them off under the lock.
///
/// Owner: one test. What it shows is that the engine knows nothing of CPUs, messages or lightweight threads.
final class LockedEngine {
    private static final int BATCH = 32;

    private final ReentrantLock lock = new ReentrantLock();
    private final Environment environment;
    private final Partition partition;
    private final Link link;
    private final UnsafeBuffer octets = new UnsafeBuffer(new byte[1 << 16]);
    private NetworkInterface wire;

    LockedEngine(StackConfig config, Link link, InterfaceAddress address, Clock clock) {
        this.link = link;
        environment = new Environment(config, clock);
        partition = new Partition(environment, config, FlowShares.of(config, 1), (claimed, stands) -> {});
        wire = NetworkInterface.of(1, link, List.of(address));
        partition.interfaces().put(wire);
        partition.routes().add(Route.onLink(address.network(), wire.index()));
    }

    /// Has a socket answer what comes to a port.
    void echoOn(int port) {
        final UdpEndpoint[] socket = new UdpEndpoint[1];
        socket[0] = new UdpEndpoint(environment, this::echo);
        partition.udpSockets().bind(socket[0], 0, port);
    }

    /// Has a listener whose connections get back what they bring.
    void echoStreamsOn(int port) {
        final TcpEndpoint listener = partition.tcp().newEndpoint(this::accept);
        listener.bind(IpAddress.ANY_V4, port, false);
        listener.listen(BATCH);
    }

    /// What one of the threads does again and again: takes a batch of frames from its queue, and works it off,
    /// and what is due by now.
    ///
    /// @return how many frames there were
    int turn(int queue) {
        lock.lock();
        try {
            environment.now();
            environment.timers.expire(environment.nowNs(), BATCH);
            final PacketSink input = packet -> partition.receive(packet, wire);
            final int frames = link.queue(queue).poll(environment.nowNs(), BATCH, environment.pool, input);
            environment.account().received(frames);
            environment.endBatch(queue);
            return frames;
        } finally {
            lock.unlock();
        }
    }

    EngineEnvironment environment() {
        return environment;
    }

    int outstanding() {
        return environment.pool.outstanding();
    }

    private void accept(TcpEndpoint listener, int events) {
        TcpEndpoint accepted;
        while ((accepted = listener.accept()) != null) {
            accepted.events((endpoint, happened) -> echo(endpoint));
            echo(accepted);
        }
    }

    private void echo(TcpEndpoint endpoint) {
        int room = Math.min(octets.capacity(), endpoint.writable());
        int read = TcpResult.WOULD_BLOCK;
        while (room > 0 && (read = endpoint.read(octets, 0, room, false)) > 0) {
            endpoint.write(octets, 0, read);
            room = Math.min(octets.capacity(), endpoint.writable());
        }
        if (read == 0 || endpoint.hasError()) {
            endpoint.close();
        }
    }

    private void echo(UdpEndpoint socket) {
        Packet packet;
        while ((packet = socket.poll()) != null) {
            final int address = packet.srcAddress();
            final int port = packet.srcPort();
            final Packet answer = environment.turnRound(packet).checksumState(Packet.CHECKSUM_UNKNOWN);
            partition.udpOutput().send(socket, answer, address, port);
        }
    }

    /// The world of the one partition. Owner: whoever holds the lock.
    private final class Environment extends EngineEnvironment {
        private final PacketPool pool;
        private final SecretSequence secrets;
        private final Clock clock;
        private final TimerWheel timers;
        private final BatchWork.Queue atEnd = new BatchWork.Queue();
        private final PacketQueue out = new PacketQueue();

        private long nowNs;

        private Environment(StackConfig config, Clock clock) {
            super(0, 1);
            this.clock = clock;
            now();
            timers = new TimerWheel(nowNs, lock::isHeldByCurrentThread);
            pool = new PacketPool(0, config.pool(), lock::isHeldByCurrentThread);
            secrets = new SecretSequence(new SipHash(config.secret(), 4));
        }

        private void now() {
            nowNs = clock.nowNs();
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
            partition.goOn(packet);
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

        private void endBatch(int queue) {
            atEnd.run(nowNs);
            final Transmitter transmitter = new Transmitter(this);
            transmitter.add(wire, link, link.queue(queue));
            Packet packet;
            while ((packet = out.poll()) != null) {
                transmitter.send(packet, nowNs);
            }
            transmitter.flush(nowNs);
        }
    }
}
