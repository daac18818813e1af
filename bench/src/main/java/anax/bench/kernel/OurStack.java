package anax.bench.kernel;

import anax.netstack.inspect.PartitionSnapshot;
import anax.netstack.inspect.SnapshotRequest;
import anax.netstack.inspect.StackSnapshot;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpOctets;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.socket.UdpSocketGroup;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.tap.TapLink;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/// A stack of ours on a device as peer: lightweight threads on the CPU that owns each connection.
///
/// Owner: the run.
final class OurStack implements Peer {
    private static final int SMALL_SLOTS = 16_384;
    private static final int LARGE_SLOTS = 1_024;
    private static final int BUFFER = 4 << 20;
    private static final int BACKLOG = 128;
    private static final int STRIDE = 16; // each CPU counts on cache lines of its own

    private final TapLink link;
    private final Machine machine;
    private final NetworkStack stack;
    private final AtomicLongArray octets;
    private final AtomicLongArray datagrams;

    OurStack(KernelNetwork network, int cpus) throws Exception {
        machine = Machine.boot(MachineConfig.ofCpus(cpus));
        octets = new AtomicLongArray(cpus * STRIDE);
        datagrams = new AtomicLongArray(cpus * STRIDE);
        stack = NetworkStack.boot(machine, config());
        link = network.openTap(cpus, stack.shares());
        final List<InterfaceAddress> addresses = List.of(InterfaceAddress.parse(KernelNetwork.OURS + "/24"));
        machine.call(0, "configure", () -> stack.port(0).doMessage(new AddInterface(stack, link, addresses)));
        serve(SINK, this::sink);
        serve(SOURCE, OurStack::source);
        final UdpSocketGroup group = machine.call(0, "bind", () -> UdpSocketGroup.bind(stack, IpAddress.ANY_V4, SINK));
        for (int cpu = 0; cpu < cpus; cpu++) {
            machine.spawn(cpu, "datagrams", () -> takeDatagrams(group));
        }
    }

    /// Buffers as the kernel's are when it has tuned them.
    private static StackConfig config() {
        final StackConfig standard = StackConfig.standard(1);
        return standard.with(draft -> {
            draft.pool = new PacketPoolConfig(
                    SMALL_SLOTS, PacketPoolConfig.standard().smallOctets(), LARGE_SLOTS, false);
            draft.tcp = standard.tcp()
                    .withBuffers(standard.tcp().buffers().withReceive(BUFFER).withSend(BUFFER));
        });
    }

    @Override
    public String name() {
        return "anax over TAP";
    }

    @Override
    public String address() {
        return KernelNetwork.OURS;
    }

    @Override
    public long octets() {
        return sum(octets);
    }

    @Override
    public long datagrams() {
        return sum(datagrams);
    }

    /// Frames that came by another queue than their owner's.
    long misdelivered() throws Exception {
        return look().sum(PartitionSnapshot::misdelivered);
    }

    /// What went no further, by reason.
    String dropped() throws Exception {
        final StackSnapshot seen = look();
        return "in " + seen.droppedIn() + ", out " + seen.droppedOut();
    }

    private StackSnapshot look() throws Exception {
        final SnapshotRequest request = new SnapshotRequest(stack);
        machine.call(0, "look", () -> stack.port(0).doMessage(request));
        return request.snapshot();
    }

    @Override
    public void close() {
        link.close();
        machine.close();
    }

    /// What is done with a connection. Owner: its thread.
    @FunctionalInterface
    private interface Service {
        void serve(TcpSocket socket) throws TcpException;
    }

    private void serve(int port, Service service) throws Exception {
        final TcpListener listener =
                machine.call(0, "listen", () -> TcpListener.open(stack, IpAddress.ANY_V4, port, BACKLOG, false));
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            machine.spawn(cpu, "acceptor", () -> accept(listener, service));
        }
    }

    private static void accept(TcpListener listener, Service service) {
        TcpSocket socket;
        while ((socket = listener.accept()) != null) {
            final TcpSocket accepted = socket;
            Lwkt.create(Cpu.current().id(), "service", Lwkt.current().priority(), () -> {
                try (accepted) {
                    service.serve(accepted);
                } catch (TcpException gone) {
                    return; // the client has gone: so has the connection
                }
            });
        }
    }

    private void sink(TcpSocket socket) throws TcpException {
        final int here = Cpu.current().id() * STRIDE;
        final TcpOctets piece = new TcpOctets(stack);
        while (socket.receive(piece) != TcpSocket.END) {
            octets.setRelease(here, octets.getPlain(here) + piece.length());
            piece.release();
        }
    }

    private static void source(TcpSocket socket) throws TcpException {
        final Cpu cpu = Cpu.current();
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        final ByteBuffer turns = ByteBuffer.allocateDirect(1);
        while (socket.read(turns.clear()) > 0) {
            final long untilNs = cpu.nowNs() + turns.get(0) * TURN_NS;
            while (cpu.nowNs() - untilNs < 0) {
                socket.write(zeros.clear());
            }
            socket.write(zeros.clear()); // for a reader whose time is not up yet
        }
    }

    private void takeDatagrams(UdpSocketGroup group) {
        final int here = Cpu.current().id() * STRIDE;
        final Datagram datagram = new Datagram(stack);
        try (UdpSocket socket = group.local()) {
            while (socket.receive(datagram)) {
                datagrams.setRelease(here, datagrams.getPlain(here) + 1);
                datagram.release();
            }
        } catch (SocketException told) {
            throw new IllegalStateException("a socket that sends nothing was told of an error", told);
        }
    }

    private static long sum(AtomicLongArray counts) {
        long sum = 0;
        for (int i = 0; i < counts.length(); i += STRIDE) {
            sum += counts.getAcquire(i);
        }
        return sum;
    }
}
