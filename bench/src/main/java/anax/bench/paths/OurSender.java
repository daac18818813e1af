package anax.bench.paths;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.Route;
import anax.netstack.link.Link;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.ChangeRoutes;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.tcp.TcpInfo;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.Machine;
import java.nio.ByteBuffer;
import java.util.List;

/// A stack of ours as sender, on the first CPU of a machine.
///
/// Owner: the run's thread; a lightweight thread writes.
final class OurSender implements Sender {
    private static final int SMALL_SLOTS = 16_384;
    private static final int LARGE_SLOTS = 16;
    private static final int BUFFER = 4 << 20; // as much as a kernel's grows to
    private static final int PIECE = 1 << 16;

    private final Machine machine;
    private final NetworkStack stack;
    private final int port;
    private final String algorithm;
    private TcpSocket socket; // its CPU's

    /// A stack behind a link.
    ///
    /// @param address its own
    OurSender(Machine machine, Link link, String address, int port, String algorithm) throws Exception {
        this.machine = machine;
        this.port = port;
        this.algorithm = algorithm;
        stack = NetworkStack.boot(machine, config());
        final AddInterface add = new AddInterface(stack, link, List.of(InterfaceAddress.parse(address + "/24")));
        machine.call(0, "configure", () -> stack.port(0).doMessage(add));
        // The receiver's network, which is the address's own unless a kernel passes everything on.
        final Route route = Route.onLink(IpPrefix.parse(Hosts.NEAR), add.index());
        machine.call(0, "configure", () -> stack.port(0).doMessage(ChangeRoutes.add(stack, route)));
    }

    private static StackConfig config() {
        final StackConfig standard = StackConfig.standard(1);
        return standard.with(draft -> {
            draft.pool = new PacketPoolConfig(
                    SMALL_SLOTS, PacketPoolConfig.standard().smallOctets(), LARGE_SLOTS, false);
            draft.tcp = standard.tcp().withBuffers(standard.tcp().buffers().withSend(BUFFER));
        });
    }

    @Override
    public void begin() {
        machine.spawn(0, "sender", this::send);
    }

    private void send() {
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE);
        socket = TcpSocket.open(stack);
        socket.configure(options -> options.congestion(algorithm));
        try {
            socket.connect(IpAddress.parse(Hosts.RECEIVER), port);
            while (true) {
                socket.write(zeros.clear());
            }
        } catch (TcpException over) {
            socket.close(); // the turn is over: the receiver has reset the connection
        }
    }

    @Override
    public long sentAgain() throws Exception {
        final TcpInfo info = new TcpInfo();
        machine.call(0, "look", () -> {
            socket.info(info);
            return null;
        });
        return info.totalRetransmits();
    }
}
