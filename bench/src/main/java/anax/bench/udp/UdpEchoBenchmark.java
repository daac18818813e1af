package anax.bench.udp;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.UdpSocket;
import anax.netstack.socket.UdpSocketGroup;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// 64-octet datagrams over the memory link to a socket group and back: one socket and one reading thread on each CPU,
/// and the load beside them on the same CPU. The figure is the time per echo of one CPU, all CPUs working at once.
///
/// Owner: JMH. It blocks until the echoes are back, which the reading threads count.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class UdpEchoBenchmark {
    private static final int ECHOES = 100_000;
    private static final int PORT = 7;
    private static final long LOOK_EVERY_NS = 50_000;
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");

    /// How many CPUs the stack has.
    @Param({"1", "2"})
    public int cpus;

    private Machine machine;
    private MemoryLink.Pair wire;
    private EchoReader[] readers;
    private EchoLoad[] loads;

    /// Boots a stack, its readers and its load.
    @Setup(Level.Trial)
    public void boot() throws ExecutionException, InterruptedException {
        StackConfig config = StackConfig.standard(42);
        machine = Machine.boot(MachineConfig.ofCpus(cpus));
        NetworkStack stack = NetworkStack.boot(machine, config);
        wire = MemoryLink.pair(MemoryLinkConfig.rawIp("wire", cpus, cpus));
        UdpSocketGroup group = machine.call(0, "configure", () -> {
            stack.port(0).doMessage(new AddInterface(stack, wire.first(), List.of(new InterfaceAddress(HOST, 24))));
            return UdpSocketGroup.bind(stack, IpAddress.ANY_V4, PORT);
        });
        FlowShares shares = FlowShares.of(config, cpus);
        readers = new EchoReader[cpus];
        loads = new EchoLoad[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            EchoReader reader = new EchoReader();
            EchoLoad load = new EchoLoad(wire.second().queue(cpu), cpu, shares, PEER.v4(), HOST.v4(), PORT);
            readers[cpu] = reader;
            loads[cpu] = load;
            machine.spawn(cpu, "reader", () -> reader.run(stack, group));
            machine.spawn(cpu, "load", load::run);
        }
    }

    /// Has each CPU echo as many datagrams.
    @Benchmark
    @OperationsPerInvocation(ECHOES)
    public void echo() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            loads[cpu].want(loads[cpu].wanted() + ECHOES);
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            while (!loads[cpu].isDone()) {
                LockSupport.parkNanos(LOOK_EVERY_NS);
            }
        }
    }

    /// Ends the load and the machine, and refuses figures of echoes that no reader has seen.
    @TearDown(Level.Trial)
    public void stop() {
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (readers[cpu].seen() < loads[cpu].wanted()) {
                throw new IllegalStateException("CPU " + cpu + " was to echo " + loads[cpu].wanted()
                        + " datagrams, but its reader has seen " + readers[cpu].seen());
            }
            loads[cpu].end();
        }
        machine.close();
        wire.close();
    }

    /// The thread that reads and answers on one CPU. Owner: that CPU; others may look at its count.
    private static final class EchoReader {
        private volatile long seen;

        private void run(NetworkStack stack, UdpSocketGroup group) {
            UdpSocket socket = group.local();
            Datagram datagram = new Datagram(stack);
            long count = 0;
            try {
                while (socket.receive(datagram)) {
                    socket.answer(datagram);
                    count++;
                    if ((count & 63) == 0) {
                        seen = count;
                    }
                }
            } catch (SocketException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /// How many it has answered, but for the last 63.
        private long seen() {
            return seen + 63;
        }
    }
}
