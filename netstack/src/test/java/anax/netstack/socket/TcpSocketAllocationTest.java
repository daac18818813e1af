package anax.netstack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.AllocationWindows;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.stack.TwoHosts;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.wire.IpAddress;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No garbage in steady state, from a socket through two stacks to another socket: all of it runs on one CPU, so the
/// octets that its Java thread allocates are those of every part.
@Timeout(120)
class TcpSocketAllocationTest {
    private static final double MOST_OCTETS = 0.1;
    private static final int PORT = 7;
    private static final int WARM_UP = 30_000;
    private static final int WRITES =
            2_048; // in a window, of which each begins with a new piece of stack for the frames below
    private static final int WRITE_OCTETS = 1 << 16;

    /// How the octets are read.
    enum Reading {
        COPIED,
        BORROWED
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void shouldAllocateNothingForSegmentsWhenOctetsGoInBulk(Reading reading) throws Exception {
        try (Machine machine = Machine.boot(MachineConfig.ofCpus(1).withPin(false))) {
            final NetworkStack first = NetworkStack.boot(machine, StackConfig.standard(1));
            final NetworkStack second = NetworkStack.boot(machine, StackConfig.standard(2));
            final MemoryLink.Pair wire =
                    MemoryLink.pair(MemoryLinkConfig.rawIp("wire", 1, 1).withFrames(1_024, 1));
            machine.call(0, "configure", () -> {
                add(first, wire.first(), TwoHosts.FIRST);
                add(second, wire.second(), TwoHosts.SECOND);
                return null;
            });
            final TcpListener listener =
                    machine.call(0, "listen", () -> TcpListener.open(second, IpAddress.ANY_V4, PORT));
            machine.spawn(0, "reader", () -> {
                try (TcpSocket socket = listener.accept()) {
                    read(second, socket, reading);
                } catch (TcpException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            final double perSegment = machine.call(0, "writer", () -> write(first));
            assertThat(perSegment).isLessThan(MOST_OCTETS);
        }
    }

    /// Writes until it is known how many octets of the heap a segment takes. The method that waits must have been
    /// called often before: the JVM takes a new piece of stack for each wait of an interpreted one, and a window
    /// alone is too short to have it compiled.
    private static double write(NetworkStack stack) throws TcpException {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final ByteBuffer octets = ByteBuffer.allocateDirect(WRITE_OCTETS);
        final TcpInfo info = new TcpInfo();
        final double median;
        try (TcpSocket socket = TcpSocket.open(stack)) {
            socket.connect(TwoHosts.SECOND, PORT);
            for (int i = 0; i < WARM_UP; i++) {
                stream(socket, octets, 1, WRITE_OCTETS / 8);
            }
            median = AllocationWindows.median(() -> {
                socket.info(info);
                final long segmentsBefore = info.segmentsOut();
                final long before = threads.getCurrentThreadAllocatedBytes();
                stream(socket, octets, WRITES, WRITE_OCTETS);
                final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                socket.info(info);
                final long segments = info.segmentsOut() - segmentsBefore;
                assertThat(segments).isGreaterThan(WRITES * (WRITE_OCTETS / 1_500) / 2);
                return allocated / (double) segments;
            });
            socket.info(info);
            assertThat(info.totalRetransmits())
                    .as("segments sent again, as where the host takes the processor away for a second")
                    .isLessThan(info.segmentsOut() / 100);
        }
        return median;
    }

    private static void stream(TcpSocket socket, ByteBuffer octets, int writes, int length) throws TcpException {
        for (int i = 0; i < writes; i++) {
            socket.write(octets.clear().limit(length));
        }
    }

    private static void read(NetworkStack stack, TcpSocket socket, Reading reading) throws TcpException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        final TcpOctets octets = new TcpOctets(stack);
        int count = 0;
        while (count != TcpSocket.END) {
            if (reading == Reading.COPIED) {
                count = socket.read(buffer.clear());
            } else {
                count = socket.receive(octets);
                octets.release();
            }
        }
    }

    private static void add(NetworkStack stack, Link link, IpAddress address) {
        stack.port(0).doMessage(new AddInterface(stack, link, List.of(new InterfaceAddress(address, 24))));
    }
}
