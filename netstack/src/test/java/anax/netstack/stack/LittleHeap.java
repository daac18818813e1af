package anax.netstack.stack;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;

/// A program that is attacked in a JVM with a little heap: by floods of each kind, and by more connections than the
/// heap would hold, of which it closes none. It says what came of that.
///
/// Owner: its main thread.
final class LittleHeap {
    private static final int PORT = 7;
    private static final int ROUND = 64;
    private static final int ROUNDS = 1_000;
    private static final int AFTERWARDS = 10;
    private static final long NS = 200_000;
    private static final String ADDRESS = "198.19.255.254";

    private LittleHeap() {}

    public static void main(String[] arguments) throws Exception {
        for (final Flood flood : Flood.values()) {
            new FloodTest().shouldServeOthersInTwiceTheirTimeAtMost(flood);
        }
        hoard();
    }

    private static void hoard() throws Exception {
        try (SimulatedMachine machine =
                new SimulatedMachine(MachineConfig.ofCpus(1).withDebug(false), 1)) {
            final NetworkStack stack = NetworkStack.boot(machine.machine(), StackConfig.standard(1));
            final MemoryLink.Pair wire =
                    MemoryLink.pair(MemoryLinkConfig.rawIp("crowd", 1, 1).withFrames(1_024, 1));
            final Crowd crowd = new Crowd(wire.second(), IpAddress.parse(ADDRESS)).behave(Crowd.Manner.POLITE, 0);
            final List<TcpSocket> kept = new ArrayList<>();
            final TcpListener listener = machine.call(0, "begin", () -> {
                stack.port(0)
                        .doMessage(new AddInterface(
                                stack, wire.first(), List.of(InterfaceAddress.parse(ADDRESS + "/15"))));
                return TcpListener.open(stack, IpAddress.ANY_V4, PORT, 1_024, false);
            });
            machine.spawn(0, "hoarder", () -> {
                TcpSocket socket;
                while ((socket = listener.accept()) != null) {
                    kept.add(socket);
                }
            });
            for (int round = 0; round < ROUNDS; round++) {
                open(machine, crowd, round * ROUND, ROUND);
            }
            final int most = kept.size();
            machine.call(0, "let go", () -> {
                for (final TcpSocket socket : kept) {
                    socket.abort();
                    crowd.poll(); // or the link would be full of resets
                }
                kept.clear();
                crowd.pollFor(NS);
                return null;
            });
            open(machine, crowd, ROUNDS * ROUND, AFTERWARDS);
            System.out.printf(
                    "kept %d, bound %d, refused %b, then %d%n",
                    most,
                    stack.config().tcp().defense().mostFlows(),
                    TwoHosts.droppedIn(stack, DropReason.TCP_FLOWS) > 0,
                    kept.size());
            machine.call(0, "end", () -> {
                kept.forEach(TcpSocket::abort);
                listener.close();
                return null;
            });
        }
    }

    private static void open(SimulatedMachine machine, Crowd crowd, int first, int count) {
        machine.call(0, "open", () -> {
            for (int number = first; number < first + count; number++) {
                crowd.open(number, PORT);
            }
            crowd.flush();
            crowd.pollFor(NS);
            return null;
        });
    }
}
