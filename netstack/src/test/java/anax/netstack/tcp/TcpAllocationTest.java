package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Allocation;
import anax.netstack.wire.IpAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// No garbage in steady state: neither octets that go by nor questions and answers leave any.
class TcpAllocationTest {
    private static final double MOST_OCTETS = 0.1;
    private static final int SEGMENT = 1_448;

    private final BackToBack hosts = new BackToBack();
    private final UnsafeBuffer octets = new UnsafeBuffer(new byte[16 * SEGMENT]);
    private TcpEndpoint server;
    private TcpEndpoint client;

    private void open() {
        final TcpEndpoint listener = hosts.second.partition.tcp().newEndpoint(TcpEvents.SILENT);
        listener.bind(IpAddress.ANY_V4, BackToBack.PORT, true);
        listener.listen(1);
        client = hosts.first.partition.tcp().newEndpoint(TcpEvents.SILENT);
        client.connect(hosts.second.address, BackToBack.PORT);
        hosts.first.endBatch();
        hosts.settle();
        server = listener.accept();
    }

    @Test
    void shouldAllocateNothingWhenOctetsGoInBulk() {
        open();
        final double allocated = Allocation.octetsPerOperation(this::segment);
        assertThat(server.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(info(server).octetsReceived()).isGreaterThan(300_000L * SEGMENT / 2);
        assertThat(info(client).totalRetransmits()).isZero();
        assertThat(allocated).isLessThan(MOST_OCTETS);
    }

    /// Recovery has its scoreboard lent, and none of what it does leaves anything.
    @Test
    void shouldAllocateNothingWhenSegmentsAreLost() {
        open();
        hosts.losesEach = 97;
        final double allocated = Allocation.octetsPerOperation(this::segment);
        assertThat(info(client).totalRetransmits()).isGreaterThan(1_000);
        assertThat(info(client).lostOctetsEver()).isPositive();
        assertThat(info(server).octetsReceived()).isGreaterThan(100_000L * SEGMENT);
        assertThat(allocated).isLessThan(MOST_OCTETS);
    }

    @Test
    void shouldAllocateNothingWhenQuestionsAreAnswered() {
        open();
        final double allocated = Allocation.octetsPerOperation(this::question);
        assertThat(info(client).octetsReceived()).isGreaterThanOrEqualTo(300_000L);
        assertThat(allocated).isLessThan(MOST_OCTETS);
    }

    /// One segment's worth is written; whatever has come is read.
    private void segment() {
        client.write(octets, 0, SEGMENT);
        hosts.first.endBatch();
        hosts.turn();
        server.read(octets, 0, octets.capacity(), false);
        hosts.second.endBatch();
    }

    private void question() {
        client.write(octets, 0, 1);
        hosts.first.endBatch();
        hosts.turn();
        server.read(octets, 0, 100, false);
        server.write(octets, 0, 1);
        hosts.second.endBatch();
        hosts.turn();
        client.read(octets, 0, 100, false);
        hosts.first.endBatch();
    }

    private static TcpInfo info(TcpEndpoint endpoint) {
        final TcpInfo info = new TcpInfo();
        endpoint.info(info);
        return info;
    }
}
