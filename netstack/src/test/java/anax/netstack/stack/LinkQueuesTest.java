package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.ip.SendResult;
import anax.netstack.link.MemoryLinkConfig;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.UdpSocket;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Links that have fewer queues than a stack has CPUs, or more.
class LinkQueuesTest {
    private static final int CPUS = 4;
    private static final int PORT = 7;
    private static final long PATIENCE_NS = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "4,1", "2,3", "3,2", "4,9", "9,4", "5,7"})
    void shouldCarryDatagramsOfEveryCpu(int firstQueues, int secondQueues) {
        try (TwoHosts hosts = hosts(firstQueues, secondQueues)) {
            serve(hosts, 3 * CPUS);
            for (int cpu = 0; cpu < CPUS; cpu++) {
                hosts.call(cpu, () -> {
                    try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                        socket.connect(TwoHosts.SECOND, PORT);
                        for (int octets = 10; octets < 4_000; octets += 1_500) { // the longest ones are fragmented
                            assertThat(socket.send(ByteBuffer.allocate(octets), 0, 0))
                                    .isEqualTo(SendResult.OK);
                            final Datagram answer = new Datagram(hosts.first());
                            assertThat(socket.receive(answer, Cpu.current().nowNs() + PATIENCE_NS))
                                    .isTrue();
                            assertThat(answer.length()).isEqualTo(octets);
                            answer.release();
                        }
                    }
                    return null;
                });
            }
            assertThat(TwoHosts.dropped(hosts.first())).isEmpty();
            assertThat(TwoHosts.dropped(hosts.second())).isEmpty();
        }
    }

    /// A super-segment crosses as one, and is cut where the queue is.
    @Test
    void shouldCutSuperSegmentsWhereTheQueueIs() {
        try (TwoHosts hosts = hosts(1, 1)) {
            serve(hosts, 3);
            final long before = TwoHosts.passedOn(hosts.first());
            hosts.call(2, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, PORT);
                    final Datagram payload = new Datagram(hosts.first());
                    socket.allocate(payload, 3_000);
                    assertThat(socket.sendSegments(payload, 1_000, 0, 0)).isEqualTo(SendResult.OK);
                    for (int i = 0; i < 3; i++) {
                        assertThat(socket.receive(payload, Cpu.current().nowNs() + PATIENCE_NS))
                                .isTrue();
                        assertThat(payload.length()).isEqualTo(1_000);
                        payload.release();
                    }
                }
                return null;
            });
            assertThat(TwoHosts.passedOn(hosts.first())).isGreaterThan(before);
        }
    }

    private static TwoHosts hosts(int firstQueues, int secondQueues) {
        return TwoHosts.over(
                CPUS,
                1,
                UnaryOperator.identity(),
                link -> MemoryLinkConfig.ethernet("wire", firstQueues, secondQueues)
                        .withFrames(64, 1));
    }

    private static void serve(TwoHosts hosts, int times) {
        hosts.spawn(3, "echo", () -> {
            try (UdpSocket socket = UdpSocket.open(hosts.second())) {
                socket.bind(IpAddress.ANY_V4, PORT);
                final Datagram datagram = new Datagram(hosts.second());
                for (int i = 0; i < times && socket.receive(datagram); i++) {
                    assertThat(socket.answer(datagram)).isEqualTo(SendResult.OK);
                }
            }
            return null;
        });
        hosts.runToRest();
    }
}
