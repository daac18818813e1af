package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Instructions;
import anax.netstack.ip.SendResult;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.tcp.TcpSocketOptions;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.sim.SimulatedMachine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Calls of sockets in an order that octets say, by three threads of a simulated machine of two CPUs, two of which
/// share their sockets, against the host itself: whatever one thread does, the others may be waiting in it.
///
/// Owner: one test. A call may fail as it is documented to, and in no other way. When the sockets are closed at last,
/// each thread must come to its end, no connection and no packet may be left.
final class SocketProgram {
    /// What a thread can do, by an octet.
    enum Call {
        OPEN_TCP,
        OPEN_UDP,
        LISTEN,
        BIND,
        CONNECT,
        ACCEPT,
        WRITE,
        READ,
        SHUT_OUTPUT,
        SHUT_INPUT,
        CLOSE,
        ABORT,
        CONFIGURE,
        BORROW,
        PEEK,
        BEGIN_CONNECT,
        FINISH_CONNECT,
        WRITE_URGENT,
        LOOK,
        SLEEP,
        WATCH
    }

    private static final int CPUS = 2;
    private static final int THREADS = 3;
    private static final int SLOTS = 4;
    private static final int PORT = 7_000;
    private static final int PORTS = 4;
    private static final long MS = 1_000_000L;
    private static final long PATIENCE_NS = 3_000 * MS;
    private static final long CLOSED_AFTER_NS = 600_000 * MS;
    private static final int MOST_ROUNDS = 2_000; // longer than the longest program sleeps
    private static final IpAddress SELF = IpAddress.parse("127.0.0.1");

    /// Whoever throws what says that a call made no sense must be one whom the caller called.
    private static final Set<String> CALLED = Set.of("anax.netstack.socket", "anax.netstack.tcp.TcpSocketOptions");

    private final List<List<Instruction>> threads = new ArrayList<>();
    private final List<Object[]> sockets = new ArrayList<>(); // by CPU, then by slot
    private final Set<Call> reached;
    private final SimulatedMachine simulation;
    private final NetworkStack stack;
    private int running;
    private Throwable failure;

    /// One call.
    ///
    /// @param slot     of which socket
    /// @param argument what the call makes of it
    private record Instruction(Call call, int slot, int argument) {}

    /// @param reached takes the calls that came to their end without an exception
    SocketProgram(byte[] octets, Set<Call> reached) {
        this.reached = reached;
        final Instructions in = new Instructions(octets);
        final int seed = in.next();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new ArrayList<>());
        }
        while (in.hasNext()) {
            final int which = in.next();
            threads.get((which >>> 5) % THREADS)
                    .add(new Instruction(
                            Call.values()[(which & 31) % Call.values().length], in.next(SLOTS), in.next()));
        }
        simulation = new SimulatedMachine(TwoHosts.machine(CPUS), seed);
        final StackConfig config = StackConfig.standard(seed);
        stack = NetworkStack.boot(
                simulation.machine(),
                config.withPool(config.pool().withSlots(64, 4).withDebug(true)));
        for (int cpu = 0; cpu < CPUS; cpu++) {
            sockets.add(new Object[SLOTS]);
        }
    }

    /// Runs it.
    void run() {
        for (int i = 0; i < THREADS; i++) {
            final List<Instruction> calls = threads.get(i);
            running++;
            simulation.spawn(i % CPUS, "thread " + i, () -> perform(calls));
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            simulation.spawn(cpu, "end " + cpu, this::closeAll);
        }
        simulation.runToRest();
        if (failure != null) {
            throw new AssertionError("a call failed in a way that nobody was told of", failure);
        }
        assertThat(running)
                .as("threads that wait though all sockets are closed")
                .isZero();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            final int partition = cpu;
            final int left = simulation.call(
                    cpu, "look", () -> stack.enter(partition).tcp().flowCount());
            assertThat(left).as("connections of CPU %d", cpu).isZero();
        }
        TwoHosts.assertBalanced(stack, 0);
        simulation.close();
    }

    private void perform(List<Instruction> calls) {
        for (final Instruction each : calls) {
            try {
                if (perform(each)) {
                    reached.add(each.call);
                }
            } catch (SocketException documented) {
                assertThat(documented.getMessage()).isNotBlank();
            } catch (IllegalStateException | IllegalArgumentException mistake) {
                final String thrower = mistake.getStackTrace()[0].getClassName();
                if (CALLED.stream().noneMatch(thrower::startsWith)) {
                    failure = mistake;
                }
            } catch (RuntimeException | AssertionError other) {
                failure = other;
            }
        }
        running--;
    }

    /// Long after all calls with a bound to their patience; the others end by this.
    private void closeAll() {
        Lwkt.blockUntil("the end", Cpu.current().nowNs() + CLOSED_AFTER_NS);
        final Object[] own = sockets.get(Cpu.current().id());
        boolean any = true;
        for (int round = 0; round < MOST_ROUNDS && (any || running > 0); round++) { // who goes on may open more
            any = false;
            for (int slot = 0; slot < SLOTS; slot++) {
                any |= own[slot] != null;
                close(own, slot);
            }
            Lwkt.blockUntil("the end", Cpu.current().nowNs() + PATIENCE_NS);
        }
    }

    /// @return false if there was nothing to be called, or it has no such call
    private boolean perform(Instruction each) throws SocketException {
        final Object[] own = sockets.get(Cpu.current().id());
        final int argument = each.argument;
        switch (each.call) {
            case OPEN_TCP -> put(own, each.slot, TcpSocket.open(stack));
            case OPEN_UDP -> put(own, each.slot, UdpSocket.open(stack));
            case LISTEN ->
                put(
                        own,
                        each.slot,
                        TcpListener.open(stack, IpAddress.ANY_V4, port(argument), argument & 3, argument > 127));
            case SLEEP -> Lwkt.blockUntil("a while", Cpu.current().nowNs() + (long) argument * argument * MS / 16);
            case CLOSE -> close(own, each.slot);
            default -> {
                return switch (own[each.slot]) {
                    case TcpSocket socket -> tcp(each.call, socket, argument);
                    case UdpSocket socket -> udp(each.call, socket, argument);
                    case TcpListener listener -> listen(each.call, listener, own, argument);
                    case null, default -> false;
                };
            }
        }
        return true;
    }

    private boolean tcp(Call call, TcpSocket socket, int argument) throws SocketException {
        switch (call) {
            case BIND -> socket.bind(IpAddress.ANY_V4, port(argument));
            case CONNECT -> socket.connect(SELF, port(argument), until(argument));
            case BEGIN_CONNECT -> socket.beginConnect(SELF, port(argument));
            case FINISH_CONNECT -> socket.finishConnect();
            case WRITE -> write(socket, argument, false);
            case WRITE_URGENT -> write(socket, argument, true);
            case READ -> read(socket, argument, false);
            case PEEK -> read(socket, argument, true);
            case BORROW -> {
                final TcpOctets octets = new TcpOctets(stack);
                if (socket.receive(octets, until(argument)) > 0) {
                    octets.release();
                }
            }
            case SHUT_OUTPUT -> socket.shutdownOutput();
            case SHUT_INPUT -> socket.shutdownInput();
            case ABORT -> socket.abort();
            case CONFIGURE -> socket.configure(options -> choose(options, argument));
            case LOOK -> {
                socket.info(new TcpInfo());
                assertThat(socket.toString()).isNotEmpty();
                socket.isAtMark();
                socket.isUrgentAhead();
            }
            case WATCH -> watch(socket, argument);
            default -> {
                return false;
            }
        }
        return true;
    }

    /// One in four has no bound to its patience: the end of the program is what it waits for.
    private static long until(int argument) {
        return (argument & 3) == 3 ? Long.MAX_VALUE : Cpu.current().nowNs() + (long) argument * argument * MS / 32;
    }

    private static void write(TcpSocket socket, int argument, boolean urgent) throws SocketException {
        final ByteBuffer octets = (argument & 4) != 0
                ? ByteBuffer.allocateDirect(argument * argument)
                : ByteBuffer.allocate(argument * argument);
        if (urgent) {
            socket.writeUrgent(octets, until(argument));
        } else {
            socket.write(octets, until(argument));
        }
    }

    private static void read(TcpSocket socket, int argument, boolean stay) throws SocketException {
        final ByteBuffer octets = ByteBuffer.allocate(argument * argument);
        if (stay) {
            socket.peek(octets, until(argument));
        } else {
            socket.read(octets, until(argument));
        }
    }

    private static void watch(TcpSocket socket, int argument) {
        final TcpReadiness question = new TcpReadiness(socket);
        socket.watch(question, 1 << argument % 6);
        Lwkt.current().port().waitReply(question);
        assertThat(question.ready()).isNotZero();
    }

    private static void choose(TcpSocketOptions options, int argument) {
        switch (argument & 7) {
            case 0 -> options.noDelay(argument > 127);
            case 1 -> options.cork(argument > 127);
            case 2 -> options.lingerNs(argument > 127 ? 0 : argument * MS);
            case 3 -> options.keepAlive(true).keepIdleNs(argument * MS);
            case 4 -> options.receiveBuffer(argument * 64).sendBuffer(argument * 64);
            case 5 -> options.userTimeoutNs(argument * MS);
            case 6 -> options.notSentLowWater(argument);
            default -> options.ttl(argument);
        }
    }

    private boolean udp(Call call, UdpSocket socket, int argument) throws SocketException {
        switch (call) {
            case BIND -> socket.bind(IpAddress.ANY_V4, port(argument));
            case CONNECT, BEGIN_CONNECT -> socket.connect(SELF, port(argument));
            case WRITE, WRITE_URGENT -> {
                final int sent = socket.send(ByteBuffer.allocate(argument * 16), SELF.v4(), port(argument));
                assertThat(SendResult.explain(sent)).isNotEmpty();
            }
            case READ, PEEK, BORROW -> {
                final Datagram datagram = new Datagram(stack);
                if (socket.receive(datagram, until(argument))) {
                    if (argument > 127) {
                        socket.answer(datagram);
                    } else {
                        datagram.release();
                    }
                }
            }
            case CONFIGURE -> socket.receiveSegments(argument > 127);
            case LOOK -> assertThat(socket.toString()).isNotEmpty();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean listen(Call call, TcpListener listener, Object[] own, int argument) {
        if (call == Call.ACCEPT) {
            final TcpSocket accepted = listener.accept(until(argument));
            if (accepted != null) {
                put(own, argument % SLOTS, accepted);
            }
            return accepted != null;
        }
        if (call == Call.CONFIGURE) {
            listener.configure(options -> choose(options, argument));
        }
        return call == Call.CONFIGURE;
    }

    private static int port(int argument) {
        return PORT + (argument >>> 2) % PORTS;
    }

    private static void put(Object[] own, int slot, Object socket) {
        final Object before = own[slot];
        own[slot] = socket;
        close(before);
    }

    private static void close(Object[] own, int slot) {
        final Object socket = own[slot];
        own[slot] = null;
        close(socket);
    }

    private static void close(Object socket) {
        switch (socket) {
            case TcpSocket tcp -> tcp.close();
            case UdpSocket udp -> udp.close();
            case TcpListener listener -> listener.close();
            case null, default -> {
                // Was none.
            }
        }
    }
}
