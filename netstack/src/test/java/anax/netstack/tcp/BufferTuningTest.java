package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Buffers begin small and grow where they hold a connection back: over a way of 100 ms, 256 KiB are 21 Mbit/s.
@Tag("computes")
class BufferTuningTest {
    private static final int FIRST = 1 << 18;
    private static final int CEILING = 1 << 21;
    private static final int ALL = 1 << 23;
    private static final long STEP_NS = 5_000_000;
    private static final int STEPS_OF_ROUND_TRIP = 20;
    private static final int ROUND_TRIPS = 25;

    private final UnsafeBuffer octets = new UnsafeBuffer(new byte[ALL]);
    private final List<Stream> streams = new ArrayList<>();
    private TwoPartitions hosts;
    private TcpEndpoint listener;

    @AfterEach
    void close() {
        for (final Stream stream : streams) {
            hosts.client.does(partition -> stream.writer.abort());
            hosts.server.does(partition -> stream.reader.abort());
        }
        hosts.server.does(partition -> listener.close());
        hosts.close();
    }

    @Test
    void shouldGrowToCeilingsWhenReaderKeepsUp() {
        begin(BufferTuningTest::ceilings, BufferTuningTest::ceilings);
        final Stream stream = open();
        run(ROUND_TRIPS);
        final long before = stream.read;
        run(1);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(CEILING);
        assertThat(stream.writer.connection().sendBuffer.bound()).isEqualTo(CEILING);
        assertThat(stream.read - before).as("octets in a round trip").isGreaterThan(CEILING / 10 * 9);
    }

    @Test
    void shouldStayWhenConfigurationSaysSo() {
        final UnaryOperator<StackConfig> fixed =
                config -> config.withTcp(config.tcp().withBuffers(BufferConfig.fixed()));
        begin(fixed, fixed);
        final Stream stream = open();
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(FIRST);
        assertThat(stream.writer.connection().sendBuffer.bound()).isEqualTo(FIRST);
        assertThat(stream.read).isPositive();
    }

    @Test
    void shouldStayWhenUserHasChosen() {
        begin(BufferTuningTest::ceilings, BufferTuningTest::ceilings);
        final Stream stream = open();
        stream.writer.options().sendBuffer(FIRST);
        stream.reader.options().receiveBuffer(FIRST);
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(FIRST);
        assertThat(stream.writer.connection().sendBuffer.bound()).isEqualTo(FIRST);
        assertThat(stream.read).isPositive();
    }

    @Test
    void shouldKeepWhatHasGrownWhenUserChoosesSomethingElse() {
        begin(BufferTuningTest::ceilings, BufferTuningTest::ceilings);
        final Stream stream = open();
        run(ROUND_TRIPS);
        stream.writer.options().noDelay(true);
        assertThat(stream.writer.connection().sendBuffer.bound()).isEqualTo(CEILING);
    }

    @Test
    void shouldNotGrowWindowWhenReaderIsSlow() {
        begin(BufferTuningTest::ceilings, BufferTuningTest::ceilings);
        final Stream stream = open();
        stream.mostRead = 2_000; // 40,000 in a round trip
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(FIRST);
    }

    @Test
    void shouldNotGrowSendBufferWhenPeersWindowIsFull() {
        begin(BufferTuningTest::ceilings, config -> config.withTcp(config.tcp().withBuffers(BufferConfig.fixed())));
        final Stream stream = open();
        run(ROUND_TRIPS);
        assertThat(stream.writer.connection().sendBuffer.bound()).isLessThanOrEqualTo(2 * FIRST);
    }

    @Test
    void shouldGrowToHalfOfPacketsWhenThatIsLess() {
        begin(
                BufferTuningTest::ceilings,
                config -> ceilings(config).withPool(config.pool().withSlots(1_024, 0)));
        final Stream stream = open();
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(1_024 / 2 * 1_536);
    }

    @Test
    void shouldGoBackWhenPacketsAreScarce() {
        final int grown = FIRST / 2 * 3;
        begin(
                BufferTuningTest::ceilings,
                config -> ceilings(config)
                        .withPool(config.pool().withSlots(860, 0))
                        .withTcp(config.tcp().withBuffers(config.tcp().buffers().withMostReceive(grown))));
        final Stream stream = open();
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(grown);
        open().mostRead = 0;
        open().mostRead = 0;
        run(ROUND_TRIPS);
        assertThat(stream.reader.connection().rcvBound).isEqualTo(FIRST);
        assertThat(hosts.server.partition().tcp().counters().buffersCut()).isPositive();
        final long before = stream.read;
        run(2);
        assertThat(stream.read).as("octets that are read still").isGreaterThan(before);
    }

    @Test
    void shouldGoBackWhenMemoryOfUnsentOctetsIsScarce() {
        begin(
                config -> {
                    final StackConfig tuned = ceilings(config);
                    return tuned.withTcp(
                            tuned.tcp().withBuffers(tuned.tcp().buffers().withSendMemory(1 << 20)));
                },
                BufferTuningTest::ceilings);
        final Stream stream = open();
        run(ROUND_TRIPS);
        assertThat(hosts.client.partition().tcp().counters().buffersCut()).isPositive();
        final long before = stream.read;
        run(2);
        assertThat(stream.read).as("octets that are sent still").isGreaterThan(before);
    }

    private static StackConfig ceilings(StackConfig config) {
        final BufferConfig buffers = config.tcp().buffers();
        return config.withTcp(
                config.tcp().withBuffers(buffers.withMostReceive(CEILING).withMostSend(CEILING)));
    }

    private void begin(UnaryOperator<StackConfig> ofClient, UnaryOperator<StackConfig> ofServer) {
        hosts = new TwoPartitions(1, 0, 0, 0, ofClient, ofServer);
        hosts.delayNs = STEP_NS * STEPS_OF_ROUND_TRIP / 2;
        listener = hosts.listen(4);
    }

    private Stream open() {
        final TcpEndpoint writer = hosts.connect(TcpEvents.SILENT);
        hosts.pass(2 * STEP_NS * STEPS_OF_ROUND_TRIP);
        final Stream stream = new Stream(writer, listener.accept());
        streams.add(stream);
        return stream;
    }

    private void run(int roundTrips) {
        for (int step = 0; step < roundTrips * STEPS_OF_ROUND_TRIP; step++) {
            for (final Stream stream : streams) {
                hosts.client.does(partition -> stream.writer.write(octets, 0, ALL));
                hosts.server.does(partition -> stream.takeTurn());
            }
            hosts.pass(STEP_NS);
        }
    }

    /// A connection over which one end writes what it can. Owner: the test.
    private static final class Stream {
        private final TcpEndpoint writer;
        private final TcpEndpoint reader;
        private int mostRead = ALL;
        private long read;

        private Stream(TcpEndpoint writer, TcpEndpoint reader) {
            this.writer = writer;
            this.reader = reader;
        }

        private void takeTurn() {
            if (mostRead > 0) {
                read += Math.max(0, reader.skip(mostRead));
            }
        }
    }
}
