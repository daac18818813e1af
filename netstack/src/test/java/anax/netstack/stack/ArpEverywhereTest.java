package anax.netstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.socket.UdpSocket;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// What one ARP packet says, every partition knows: the packet visits one after the other. Two hosts of four CPUs.
class ArpEverywhereTest {
    private static final int CPUS = 4;

    @Test
    void shouldTeachEveryPartitionWhenOneWasAsked() {
        try (TwoHosts hosts = TwoHosts.of(CPUS, 3)) {
            hosts.call(2, () -> {
                try (UdpSocket socket = UdpSocket.open(hosts.first())) {
                    socket.connect(TwoHosts.SECOND, 99);
                    socket.send(ByteBuffer.allocate(8), 0, 0);
                    Lwkt.blockUntil("answer", Cpu.current().nowNs() + 1_000_000);
                    assertKnownEverywhere(hosts.second(), TwoHosts.FIRST.v4(), 0x02_00_00_00_00_01L);
                }
                return null;
            });
        }
    }

    private static void assertKnownEverywhere(NetworkStack stack, int address, long station) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            final Partition partition = stack.netisr(cpu).partition();
            assertThat(partition.neighbors().hardware(partition.interfaces().get(1), address))
                    .as("what partition %d of the host that was asked for knows of the asker", cpu)
                    .isEqualTo(station);
        }
    }
}
