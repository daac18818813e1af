package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.SendResult;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.MachineConfig;
import anax.runtime.Priority;
import anax.runtime.sim.SimulatedMachine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What happens to packets whose owner is too busy to take them: nobody waits for it.
class OwnerBusyTest {
    private static final int CPUS = 2;
    private static final int RING = 16;
    private static final int BOUND = RING / 2;
    private static final int PORT = 7; // CPU 1's
    private static final int OWNER = PORT % CPUS;
    private static final int QUEUE = 0; // CPU 0's
    private static final int DATAGRAMS = 100;
    private static final IpAddress HOST = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");

    private final SimulatedMachine simulation =
            new SimulatedMachine(MachineConfig.ofCpus(CPUS).withRingBound(RING).withDebug(false), 1);
    private final NetworkStack stack = NetworkStack.boot(simulation.machine(), StackConfig.standard(1));
    private final MemoryLink.Pair wire =
            MemoryLink.pair(MemoryLinkConfig.rawIp("wire", CPUS, CPUS).withFrames(256, 1));
    private final Peer peer = new Peer(wire.second(), PEER.v4(), HOST.v4());
    private boolean busy;
    private int read;

    @BeforeEach
    void serve() {
        simulation.call(
                0,
                "configure",
                () -> stack.port(0)
                        .doMessage(new AddInterface(stack, wire.first(), List.of(new InterfaceAddress(HOST, 24)))));
        simulation.spawn(OWNER, "reader", () -> {
            try (UdpSocket socket = UdpSocket.open(stack)) {
                socket.bind(IpAddress.ANY_V4, PORT);
                final Datagram datagram = new Datagram(stack);
                while (read < DATAGRAMS && socket.receive(datagram)) {
                    datagram.release();
                    read++;
                }
            } catch (SocketException failure) {
                throw new AssertionError(failure);
            }
        });
        simulation.runToRest();
    }

    @AfterEach
    void shouldAccountForEveryPacket() {
        simulation.runToRest();
        TwoHosts.assertBalanced(stack, 0);
        simulation.close();
    }

    @Test
    void shouldDropWhatOwnerHasNoRoomForAndNotWait() {
        flood();
        assertThat(read).isEqualTo(BOUND);
    }

    /// More than the owner, which takes none of it, has room for. Afterwards it is free again.
    private void flood() {
        occupyOwner();
        for (int i = 0; i < DATAGRAMS; i++) {
            assertThat(peer.sendUdp(QUEUE, 5_000 + i, PORT, new byte[8])).isTrue();
        }
        simulation.call(QUEUE, "look", () -> {
            final long untilNs = Cpu.current().nowNs() + 1_000_000_000L;
            final var account = stack.netisr(QUEUE).environment().account();
            while (account.receivedCount() < DATAGRAMS && Cpu.current().nowNs() - untilNs < 0) {
                Lwkt.giveWay();
            }
            assertThat(account.receivedCount()).isEqualTo(DATAGRAMS);
            assertThat(account.droppedInCount(DropReason.OWNER_BUSY)).isEqualTo(DATAGRAMS - BOUND);
            assertThat(Cpu.current().counters().fifoFull()).as("waits for room").isZero();
            busy = false;
            return null;
        });
    }

    /// Once the owner has taken some there is room for as many.
    @Test
    void shouldGoOnWhenOwnerIsFreeAgain() {
        flood();
        final int before = read;
        for (int i = 0; i < 5 * BOUND; i++) {
            assertThat(peer.sendUdp(QUEUE, 5_000 + i, PORT, new byte[8])).isTrue();
            simulation.runToRest();
        }
        assertThat(read).isEqualTo(before + 5 * BOUND);
    }

    /// What a socket of another CPU is to send is refused, and the sender told.
    @Test
    void shouldTellSenderWhenSocketsOwnerIsBusy() {
        simulation.call(0, "sender", () -> {
            try (UdpSocket socket = UdpSocket.open(stack)) {
                socket.bind(IpAddress.ANY_V4, 4_001);
                assertThat(socket.owner()).isEqualTo(OWNER);
                occupyOwner();
                final Datagram datagram = new Datagram(stack);
                for (int i = 0; i < 2 * BOUND; i++) {
                    assertThat(socket.allocate(datagram, 8)).isTrue();
                    assertThat(socket.send(datagram, PEER.v4(), 9))
                            .isEqualTo(i < BOUND ? SendResult.OK : SendResult.BUSY);
                }
                busy = false;
            }
            return null;
        });
        assertThat(stack.netisr(0).environment().account().droppedOutCount(DropReason.OWNER_BUSY))
                .isEqualTo(BOUND);
    }

    /// Keeps the owner's netisr from running.
    private void occupyOwner() {
        busy = true;
        simulation.machine().spawn(OWNER, "hog", Priority.SOFT_FAST, () -> {
            while (busy) {
                Lwkt.giveWay();
            }
        });
    }
}
