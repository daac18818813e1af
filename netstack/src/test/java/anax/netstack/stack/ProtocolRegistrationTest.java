package anax.netstack.stack;

import static anax.netstack.stack.Frames.octets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.netstack.dispatch.ProtocolDispatch;
import anax.netstack.dispatch.RoundRobinDispatch;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.ip.SendResult;
import anax.netstack.ip.TransportInput;
import anax.netstack.link.Link;
import anax.netstack.link.MemoryLink;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.Ipv4Header;
import anax.runtime.MachineConfig;
import anax.runtime.sim.SimulatedMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A protocol that the stack does not know brings its own number of threads and its own hash, and everything else
/// works for it as it does for UDP. The stack runs on a simulated machine of four CPUs.
@Tag("computes")
@Timeout(60)
class ProtocolRegistrationTest {
    private static final int CPUS = 4;
    private static final int PROTOCOL = 200;
    private static final int UNKNOWN = 201;
    private static final int THREADS = 2;
    private static final int OWN = Frames.v4("10.0.0.1");
    private static final int PEER = Frames.v4("10.0.0.2");

    /// Two threads, by the first octet of the payload.
    private static final ProtocolDispatch BY_FIRST_OCTET =
            packet -> 1 + Math.floorMod(packet.buffer().getByte(packet.transportOffset()), THREADS);

    private final List<String> heard = new ArrayList<>();
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);

    @Test
    void shouldUseItsOwnThreadsAndHash() {
        withStack(partition -> BY_FIRST_OCTET, link -> {
            for (int i = 0; i < 40; i++) {
                send(link, i % CPUS, datagram(PROTOCOL, i, 20));
            }
        });
        assertThat(heard).hasSize(40);
        for (int i = 0; i < 40; i++) {
            assertThat(heard).contains(i + " of 20 octets at partition " + (1 + i % THREADS));
        }
    }

    /// What comes in pieces is joined where its addresses belong, and shared out only then.
    @Test
    void shouldShareOutWhatCameInFragments() {
        withStack(partition -> BY_FIRST_OCTET, link -> {
            for (int i = 0; i < 10; i++) {
                int queue = i;
                for (final Frames.Ip piece :
                        datagram(PROTOCOL, i, 4_000).identification(i).cut(1_480)) {
                    send(link, queue++ % CPUS, piece);
                }
            }
        });
        assertThat(heard).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(heard).contains(i + " of 4000 octets at partition " + (1 + i % THREADS));
        }
    }

    @Test
    void shouldTakeTurnsWhenItSaysSo() {
        withStack(partition -> new RoundRobinDispatch(CPUS, 0), link -> {
            for (int i = 0; i < 8; i++) {
                send(link, 2, datagram(PROTOCOL, 5, 20));
            }
        });
        for (int partition = 0; partition < CPUS; partition++) {
            final String there = "5 of 20 octets at partition " + partition;
            assertThat(heard.stream().filter(there::equals)).hasSize(2);
        }
    }

    /// What is for everybody is the first partition's, whatever the protocol chooses.
    @Test
    void shouldHearGroupsInFirstPartition() {
        withStack(partition -> BY_FIRST_OCTET, link -> {
            for (int queue = 0; queue < CPUS; queue++) {
                send(link, queue, datagram(PROTOCOL, queue, 20).to("255.255.255.255"));
            }
        });
        assertThat(heard).hasSize(CPUS).allMatch(each -> each.endsWith("partition 0"));
    }

    /// RFC 1122, section 3.2.2.1: what nobody has registered is the first partition's to refuse.
    @Test
    void shouldRefuseProtocolThatNobodyRegistered() {
        final List<byte[]> answers = new ArrayList<>();
        withStack(
                partition -> BY_FIRST_OCTET,
                link -> {
                    for (int queue = 0; queue < CPUS; queue++) {
                        send(link, queue, datagram(UNKNOWN, queue, 20));
                    }
                },
                answers,
                stack -> {
                    for (int cpu = 0; cpu < CPUS; cpu++) {
                        assertThat(stack.netisr(cpu)
                                        .environment()
                                        .account()
                                        .droppedInCount(DropReason.PROTOCOL_UNKNOWN))
                                .isEqualTo(cpu == 0 ? CPUS : 0);
                    }
                });
        assertThat(heard).isEmpty();
        assertThat(answers).hasSize(CPUS);
    }

    /// It sends as the stack's own protocols do.
    @Test
    void shouldAnswerByTheStacksOutput() {
        final List<byte[]> answers = new ArrayList<>();
        withStack(
                partition -> BY_FIRST_OCTET, link -> send(link, 3, datagram(PROTOCOL, 9, 3_000)), answers, stack -> {});
        assertThat(answers).hasSize(3);
        assertThat(Frames.datagram(answers.getFirst()).dst()).isEqualTo(PEER);
        assertThat(Frames.datagram(answers.getFirst()).protocol()).isEqualTo(PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256, Ipv4Header.ICMP, Ipv4Header.IGMP, Ipv4Header.TCP, Ipv4Header.UDP})
    void shouldRefuseNumberThatIsNotFree(int number) {
        assertThatThrownBy(() -> new ProtocolRegistration(number, partition -> BY_FIRST_OCTET, Echo::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("protocol " + number + " was to be registered; use 0 to 255, but not ICMP, IGMP, TCP or"
                        + " UDP, which the stack speaks itself");
    }

    @Test
    void shouldRefuseProtocolThatIsThereTwice() {
        final ProtocolRegistration echo = new ProtocolRegistration(PROTOCOL, partition -> BY_FIRST_OCTET, Echo::new);
        try (SimulatedMachine simulation = new SimulatedMachine(MachineConfig.ofCpus(CPUS), 1)) {
            assertThatThrownBy(
                            () -> NetworkStack.boot(simulation.machine(), StackConfig.standard(1), List.of(echo, echo)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("protocol 200 was registered twice; a protocol has one dispatch");
        }
    }

    private void withStack(java.util.function.Function<Partition, ProtocolDispatch> dispatch, Consumer<Link> peer) {
        withStack(dispatch, peer, new ArrayList<>(), stack -> {});
    }

    private void withStack(
            java.util.function.Function<Partition, ProtocolDispatch> dispatch,
            Consumer<Link> peer,
            List<byte[]> answers,
            Consumer<NetworkStack> check) {
        final MemoryLink.Pair wire = MemoryLink.pair(MemoryLinkConfig.rawIp("wire", CPUS, CPUS));
        try (SimulatedMachine simulation =
                new SimulatedMachine(MachineConfig.ofCpus(CPUS).withDebug(true), 1)) {
            final NetworkStack stack = NetworkStack.boot(
                    simulation.machine(),
                    StackConfig.standard(1).withPool(PacketPoolConfig.standard().withDebug(true)),
                    List.of(new ProtocolRegistration(PROTOCOL, dispatch, Echo::new)));
            simulation.call(
                    0,
                    "configure",
                    () -> stack.port(0)
                            .doMessage(new AddInterface(
                                    stack, wire.first(), List.of(InterfaceAddress.parse("10.0.0.1/24")))));
            peer.accept(wire.second());
            simulation.runToRest();
            check.accept(stack);
            TwoHosts.assertBalanced(stack, 0);
        }
        for (int queue = 0; queue < CPUS; queue++) {
            wire.second().queue(queue).poll(0, Integer.MAX_VALUE, pool, packet -> {
                final byte[] datagram = new byte[packet.length()];
                packet.buffer().getBytes(packet.offset(), datagram);
                answers.add(datagram);
                pool.takeBack(packet);
            });
        }
    }

    private static Frames.Ip datagram(int protocol, int first, int length) {
        final byte[] payload = octets(length);
        payload[0] = (byte) first;
        return Frames.ip(protocol, payload).from(PEER).to(OWN);
    }

    private void send(Link link, int queue, Frames.Ip datagram) {
        for (final Frames.Ip piece :
                datagram.octets().length > link.mtu() ? datagram.cut(1_480) : new Frames.Ip[] {datagram}) {
            final byte[] octets = piece.octets();
            final Packet packet = pool.allocate(octets.length);
            packet.range(packet.offset(), octets.length).buffer().putBytes(packet.offset(), octets);
            assertThat(link.queue(queue).send(packet, 0)).isTrue();
            link.queue(queue).flush(0);
            pool.takeBack(packet);
        }
    }

    /// A protocol that sends back what it gets, and says where. Owner: a partition.
    private final class Echo implements TransportInput {
        private final Partition partition;

        private Echo(Partition partition) {
            this.partition = partition;
        }

        @Override
        public void input(Packet packet) {
            packet.pull(packet.transportOffset() - packet.offset());
            heard.add(packet.buffer().getByte(packet.offset()) + " of " + packet.length() + " octets at partition "
                    + partition.environment().partition());
            final int from = packet.dstAddress();
            final int to = packet.srcAddress();
            if (partition.interfaces().isBroadcast(from)
                    || partition.ipv4Output().route(to, -1) != SendResult.OK) {
                partition.environment().deliver(packet);
                return;
            }
            final Packet answer = partition.environment().turnRound(packet);
            partition.ipv4Output().send(answer, from, to, PROTOCOL, 64, 0, false);
        }

        @Override
        public int onError(Packet packet, Ipv4Header quoted, IcmpError error) {
            return -1;
        }
    }
}
