package anax.bench.tcp;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Two hosts at the ends of a memory link: one that writes, and one that reads.
///
/// Owner: a benchmark. Allocates when made; making it and closing it block.
final class TwoStacks implements AutoCloseable {
    /// The address of the other.
    static final IpAddress READER = IpAddress.parse("10.0.0.200");

    private static final IpAddress FIRST_WRITER = IpAddress.parse("10.0.0.1");
    private static final int PREFIX = 24;

    private final Machine writers;
    private final Machine readers;
    private final MemoryLink.Pair wire;
    private final NetworkStack writing;
    private final NetworkStack reading;

    /// Boots the hosts.
    ///
    /// @param addresses how many addresses the one that writes has
    /// @param config what each of them is told, by its end of the link
    TwoStacks(Placement placement, int addresses, MemoryLinkConfig link, Function<Link, StackConfig> config)
            throws ExecutionException, InterruptedException {
        writers = Machine.boot(MachineConfig.ofCpus(1));
        readers = placement == Placement.TOGETHER ? writers : Machine.boot(MachineConfig.ofCpus(1));
        wire = MemoryLink.pair(link);
        final List<InterfaceAddress> ofWriter = IntStream.range(0, addresses)
                .mapToObj(i -> new InterfaceAddress(writer(i), PREFIX))
                .toList();
        writing = host(writers, wire.first(), ofWriter, config);
        reading = host(readers, wire.second(), List.of(new InterfaceAddress(READER, PREFIX)), config);
    }

    private static NetworkStack host(
            Machine machine, Link link, List<InterfaceAddress> addresses, Function<Link, StackConfig> config)
            throws ExecutionException, InterruptedException {
        final NetworkStack stack = NetworkStack.boot(machine, config.apply(link));
        machine.call(0, "configure", () -> stack.port(0).doMessage(new AddInterface(stack, link, addresses)));
        return stack;
    }

    /// One of the writer's addresses.
    static IpAddress writer(int index) {
        return IpAddress.of(FIRST_WRITER.v4() + index);
    }

    /// The stack of the host that writes.
    NetworkStack writing() {
        return writing;
    }

    /// The machine of the host that writes.
    Machine writers() {
        return writers;
    }

    /// The machine of the host that reads.
    Machine readers() {
        return readers;
    }

    /// The stack of the host that reads.
    NetworkStack reading() {
        return reading;
    }

    /// Opens a connection to a port of the other host.
    TcpSocket connect(int port) throws ExecutionException, InterruptedException {
        return writers.call(0, "connect", () -> {
            final TcpSocket opened = TcpSocket.open(writing);
            opened.connect(READER, port);
            return opened;
        });
    }

    @Override
    public void close() {
        writers.close();
        readers.close();
        wire.close();
    }
}
