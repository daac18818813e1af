package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.wire.TcpHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients that speak TCP, by a clock that the test moves, before a server that the test is, or a [Mirror].
class TcpClientsTest {
    private static final long MS = 1_000_000;
    private static final int BATCH = 32;
    private static final int PAYLOAD = 64;
    private static final int ACK = TcpHeader.ACK;
    private static final int PSH = TcpHeader.PSH;
    private static final int SERVER_ISS = 7_000;

    private final Terms terms = new Terms();
    private final PacketPool pool = new PacketPool(0, PacketPoolConfig.standard(), () -> true);
    private final SegmentFrame frame = new SegmentFrame();
    private final List<Packet> came = new ArrayList<>();
    private long nowNs = MS;
    private int term;
    private LoadLink link;
    private LoadQueue queue;
    private Flows flows;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UDP_ECHO")
    void shouldTakeAnswersToAllRequestsOfEveryJobBeforeAServerThatAnswersAtOnce(Job job) {
        for (boolean offloads : new boolean[] {false, true}) {
            clients(job, 16, 1, offloads);
            Mirror mirror = new Mirror(queue, flows, job, offloads, pool);
            terms.begin(new Term(++term, Term.Kind.CLOSED, 0, 0, new long[0], new int[] {5}, new long[] {0}));
            for (int look = 0; look < 200; look++) {
                look(mirror);
            }
            terms.begin(Term.idle(++term));
            while (look(mirror) > 0) {}
            assertThat(queue.counts().answered())
                    .isGreaterThan(100)
                    .isEqualTo(queue.counts().sent());
            assertThat(queue.counts().wrong()).isZero();
            assertThat(queue.foreignCount()).isZero();
            assertThat(queue.counts().isOwing()).isFalse();
        }
    }

    @Test
    void shouldConnectEveryClientBeforeTheFirstRequest() {
        clients(Job.TCP_RR, 200, 1, false);
        terms.begin(Term.opening(++term));
        Mirror mirror = new Mirror(queue, flows, Job.TCP_RR, false, pool);
        for (int look = 0; look < 40; look++) {
            look(mirror);
        }
        assertThat(queue.counts().opened()).isEqualTo(200);
        assertThat(queue.counts().sent()).isZero();
    }

    /// The segments of one connection's life, flag by flag.
    @Test
    void shouldOpenAskAndCloseAConnectionForEachRequest() {
        clients(Job.TCP_CRR, 1, 1, false);
        closed(1);
        assertThat(next()).isEqualTo(TcpHeader.SYN);
        int iss = seq();
        server(TcpHeader.SYN | ACK, SERVER_ISS, iss + 1, 0);
        assertThat(next()).isEqualTo(ACK);
        assertThat(next()).isEqualTo(ACK | PSH);
        assertThat(seq()).isEqualTo(iss + 1);
        answer(SERVER_ISS + 1, iss + 1 + PAYLOAD, PAYLOAD);
        assertThat(next()).isEqualTo(ACK | TcpHeader.FIN);
        assertThat(ack()).isEqualTo(SERVER_ISS + 1 + PAYLOAD);
        assertThat(queue.counts().answered()).isZero();
        server(TcpHeader.FIN | ACK, SERVER_ISS + 1 + PAYLOAD, iss + 2 + PAYLOAD, 0);
        assertThat(queue.counts().answered()).isEqualTo(1);
        assertThat(next()).isEqualTo(ACK);
        assertThat(ack()).isEqualTo(SERVER_ISS + 2 + PAYLOAD);
        assertThat(next()).as("the next one's").isEqualTo(TcpHeader.SYN);
        assertThat(queue.counts().wrong()).isZero();
    }

    @Test
    void shouldAcknowledgeAnAnswerByTheNextRequestAndElseAfterFortyMilliseconds() {
        int iss = connected(Job.TCP_RR);
        closed(1);
        assertThat(next()).isEqualTo(ACK | PSH);
        answer(SERVER_ISS + 1, iss + 1 + PAYLOAD, PAYLOAD);
        assertThat(next()).as("the next request, at once").isEqualTo(ACK | PSH);
        assertThat(ack()).isEqualTo(SERVER_ISS + 1 + PAYLOAD);
        answer(SERVER_ISS + 1 + PAYLOAD, iss + 1 + 2 * PAYLOAD, PAYLOAD);
        closed(0);
        nowNs += 39 * MS;
        assertThat(next()).as("nothing yet").isEqualTo(-1);
        nowNs += 2 * MS;
        assertThat(next()).isEqualTo(ACK);
        assertThat(ack()).isEqualTo(SERVER_ISS + 1 + 2 * PAYLOAD);
        assertThat(next()).isEqualTo(-1);
    }

    /// Between two slices nothing may be left that a server would repeat.
    @Test
    void shouldAcknowledgeAllAtOnceWhenTheSliceEnds() {
        int iss = connected(Job.TCP_RR);
        closed(1);
        next();
        answer(SERVER_ISS + 1, iss + 1 + PAYLOAD, PAYLOAD);
        terms.begin(Term.idle(++term));
        assertThat(next()).isEqualTo(ACK);
        assertThat(next()).isEqualTo(-1);
        assertThat(queue.counts().isOwing()).isFalse();
    }

    @Test
    void shouldAcknowledgeTwoFullSegmentsOfALongAnswerAtOnce() {
        int iss = connected(Job.TCP_STREAM_OUT);
        closed(1);
        assertThat(next()).isEqualTo(ACK | PSH);
        int asked = iss + 1 + Job.SHORT;
        answer(SERVER_ISS + 1, asked, SegmentFrame.MSS);
        assertThat(next()).isEqualTo(-1);
        server(ACK, SERVER_ISS + 1 + SegmentFrame.MSS, asked, SegmentFrame.MSS);
        assertThat(next()).isEqualTo(ACK);
        assertThat(ack()).isEqualTo(SERVER_ISS + 1 + 2 * SegmentFrame.MSS);
    }

    @Test
    void shouldCutALongRequestIntoSegmentsUnlessTheDeviceDoes() {
        connected(Job.TCP_STREAM_IN);
        closed(1);
        int segments = 0;
        for (int flags = next(); flags != -1; flags = next()) {
            segments++;
            assertThat(frame.tcp().payloadLength()).isEqualTo(SegmentFrame.MSS);
            assertThat((flags & PSH) != 0).isEqualTo(segments == 44);
        }
        assertThat(segments).isEqualTo(44);
    }

    @Test
    void shouldAcknowledgeOnceMoreWhatTheServerRepeats() {
        int iss = connected(Job.TCP_RR);
        closed(1);
        next();
        answer(SERVER_ISS + 1, iss + 1 + PAYLOAD, PAYLOAD);
        next();
        answer(SERVER_ISS + 1, iss + 1 + PAYLOAD, PAYLOAD);
        assertThat(next()).isEqualTo(ACK);
        assertThat(queue.counts().answered()).isEqualTo(1);
        assertThat(queue.counts().wrong()).isZero();
    }

    /// What is no answer, what is another's, what is too long, what answers more than was asked, a reset.
    @Test
    void shouldTellWhatIsWrong() {
        int iss = connected(Job.TCP_RR);
        closed(1);
        next();
        int asked = iss + 1 + PAYLOAD;
        server(ACK, SERVER_ISS + 1, asked, PAYLOAD);
        assertThat(wrong()).as("no head").isEqualTo(1);
        answer(SERVER_ISS + 1, asked, PAYLOAD + 1);
        assertThat(wrong()).as("too long").isEqualTo(2);
        answer(SERVER_ISS + 1, asked - 1, PAYLOAD);
        assertThat(wrong()).as("the request is not all acknowledged").isEqualTo(3);
        answer(SERVER_ISS + 2, asked, PAYLOAD);
        assertThat(wrong()).as("octets were left out").isEqualTo(4);
        server(TcpHeader.FIN | ACK, SERVER_ISS + 1, asked, 0);
        assertThat(wrong()).as("an end that nobody asked for").isEqualTo(5);
        server(TcpHeader.RST, SERVER_ISS + 1, 0, 0);
        assertThat(wrong()).as("a reset").isEqualTo(6);
        answer(SERVER_ISS + 1, asked, PAYLOAD);
        assertThat(wrong()).as("the right one").isEqualTo(6);
        assertThat(queue.counts().answered()).isEqualTo(1);
    }

    /// A partitioned stack answers on the CPU that owns the flow, whichever queue its requests came in by.
    @Test
    void shouldHearOfAnswersThatLeaveByAnotherQueue() {
        clients(Job.TCP_RR, 1, 2, false);
        LoadQueue other = link.load(1 - flows.entry(0));
        queue = link.load(flows.entry(0));
        int[] initial = new int[2];
        initial[flows.entry(0)] = 1;
        terms.begin(new Term(++term, Term.Kind.CLOSED, 0, 0, new long[0], initial, link.baseline()));
        assertThat(next()).isEqualTo(TcpHeader.SYN);
        int iss = seq();
        Packet packet = pool.allocate(SegmentFrame.length(PAYLOAD));
        frame.answer(packet, flows.address(0), flows.port(0), SERVER_ISS, iss + 1, TcpHeader.SYN | ACK, 0);
        assertThat(other.send(packet, nowNs)).isTrue();
        other.flush(nowNs);
        assertThat(next()).isEqualTo(ACK);
        assertThat(next()).isEqualTo(ACK | PSH);
        frame.answer(packet, flows.address(0), flows.port(0), SERVER_ISS + 1, iss + 1 + PAYLOAD, ACK, PAYLOAD);
        SegmentFrame.head(packet, 0, PAYLOAD, PAYLOAD);
        assertThat(other.send(packet, nowNs)).isTrue();
        other.flush(nowNs);
        next();
        assertThat(queue.counts().answered()).isEqualTo(1);
        assertThat(queue.counts().wrong()).isZero();
    }

    private void clients(Job job, int count, int cpus, boolean offloads) {
        Traffic traffic = Traffic.of(job, 100, count, 0, PAYLOAD, 0);
        flows = Flows.of(traffic, cpus, (src, dst, srcPort, dstPort) -> 0);
        link = new LoadLink(flows, traffic, offloads, false, terms, () -> nowNs);
        queue = link.load(0);
    }

    /// One client, with its connection.
    ///
    /// @return its initial sequence number
    private int connected(Job job) {
        clients(job, 1, 1, false);
        terms.begin(Term.opening(++term));
        assertThat(next()).isEqualTo(TcpHeader.SYN);
        int iss = seq();
        server(TcpHeader.SYN | ACK, SERVER_ISS, iss + 1, 0);
        assertThat(next()).isEqualTo(ACK);
        assertThat(ack()).isEqualTo(SERVER_ISS + 1);
        return iss;
    }

    private void closed(int underWay) {
        terms.begin(new Term(++term, Term.Kind.CLOSED, 0, 0, new long[0], new int[] {underWay}, link.baseline()));
    }

    /// @return how many frames clients had to send
    private int look(Mirror mirror) {
        int frames = queue.poll(nowNs, BATCH, pool, packet -> {
            mirror.answer(packet, nowNs);
            pool.takeBack(packet);
        });
        queue.flush(nowNs);
        nowNs += MS;
        return frames;
    }

    /// The flags of the next segment that clients send, at which the frame stands then; -1 if there is none.
    private int next() {
        if (came.isEmpty()) {
            queue.poll(nowNs, BATCH, pool, came::add);
        }
        if (came.isEmpty()) {
            return -1;
        }
        Packet first = came.removeFirst();
        assertThat(frame.wrap(first)).isTrue();
        return frame.tcp().flags();
    }

    private int seq() {
        return frame.tcp().seq();
    }

    private int ack() {
        return frame.tcp().ack();
    }

    private long wrong() {
        return queue.counts().wrong();
    }

    private void answer(int seq, int ack, int octets) {
        send(ACK, seq, ack, octets, true);
    }

    private void server(int flags, int seq, int ack, int octets) {
        send(flags, seq, ack, octets, false);
    }

    private void send(int flags, int seq, int ack, int octets, boolean headed) {
        Packet packet = pool.allocate(SegmentFrame.length(octets));
        frame.answer(packet, flows.address(0), flows.port(0), seq, ack, flags, octets);
        if (headed) {
            SegmentFrame.head(packet, 0, PAYLOAD, octets);
        } else if (octets > 0) {
            SegmentFrame.noHead(packet);
        }
        queue.send(packet, nowNs);
        queue.flush(nowNs);
        pool.takeBack(packet);
    }
}
