package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The scoreboard, held against one that looks at every octet.
class SentSegmentsTest {
    private static final int BASE = Integer.MAX_VALUE - 2_000; // numbers wrap within each test

    private final TcpPeer peer = TcpPeer.established();
    private final SentSegments sent = new SentSegments();
    private final AckSample sample = new AckSample(new Rack());
    private TcpConnection connection;

    @AfterEach
    void close() {
        peer.close();
    }

    private void begin() {
        connection = peer.connection();
        sent.begin(BASE);
        sample.begin(connection, 0);
    }

    private void send(int from, int to) {
        sent.sent(BASE + from, BASE + to, sample.nowNs);
    }

    private void sack(int left, int right) {
        assertThat(sent.sack(BASE + left, BASE + right, sample)).isTrue();
    }

    /// RFC 6675, section 4, SetPipe.
    @Test
    void shouldCountWhatIsUnderWay() {
        begin();
        for (int i = 0; i < 10; i++) {
            send(i * 100, i * 100 + 100);
        }
        assertThat(sent.pipe()).isEqualTo(1_000);
        sack(300, 600);
        assertThat(sent.pipe()).isEqualTo(700);
        assertThat(sent.loseBelow(BASE + 300)).isEqualTo(300);
        assertThat(sent.pipe()).isEqualTo(400);
        send(0, 100);
        assertThat(sent.pipe()).isEqualTo(500);
        assertThat(sent.waitingFrom()).isEqualTo(BASE + 100);
        assertThat(sent.waitingTo(BASE + 100, 1_000)).isEqualTo(BASE + 300);
        sent.acknowledged(BASE + 600, sample);
        assertThat(sent.pipe()).isEqualTo(400);
        assertThat(sent.hasWaiting()).isFalse();
    }

    /// RFC 6675, section 5, rule 1.a: what was sent again is not shown to be lost by the same reports.
    @Test
    void shouldNotLoseByReportsWhatATimeoutHasFoundLost() {
        begin();
        for (int i = 0; i < 10; i++) {
            send(i * 100, i * 100 + 100);
        }
        sack(300, 600);
        assertThat(sent.loseAll(0)).isEqualTo(700);
        send(0, 100);
        assertThat(sent.loseBelow(BASE + 300)).isZero();
        assertThat(sent.pipe()).isEqualTo(100);
        assertThat(sent.waitingFrom()).isEqualTo(BASE + 100);
    }

    /// What the peer has is delivered once, whether it is reported first or not.
    @Test
    void shouldDeliverEachOctetOnce() {
        begin();
        send(0, 100);
        send(100, 200);
        sack(100, 200);
        sack(100, 200);
        assertThat(sample.delivered).isEqualTo(100);
        sent.acknowledged(BASE + 200, sample);
        assertThat(sample.delivered).isEqualTo(200);
    }

    @Test
    void shouldCutSegmentWhenPartOfItIsReported() {
        begin();
        send(0, 1_000);
        sack(200, 300);
        assertThat(sent.pipe()).isEqualTo(900);
        assertThat(sent.sackedRecords()).isOne();
        assertThat(sent.loseAll(0)).isEqualTo(900);
        assertThat(sent.waitingTo(sent.waitingFrom(), 1_000)).isEqualTo(BASE + 200);
    }

    @Test
    void shouldStopAtTheBoundWhenSegmentsAreLong() {
        begin();
        int at = 0;
        while (!sent.isFull()) {
            send(at, at + 600);
            at += 600;
        }
        assertThat(at / 600).isEqualTo(SentSegments.MOST / 2);
    }

    @Test
    void shouldLetShortSegmentsShareRecordsBeforeItStops() {
        begin();
        int at = 0;
        while (!sent.isFull()) {
            send(at, at + 1);
            at++;
        }
        assertThat(at).isGreaterThan(SentSegments.MOST / 2);
        sent.acknowledged(BASE + at, sample);
        assertThat(sample.delivered).isEqualTo(at);
    }

    /// What was sent again and is lost again goes in before what was lost later: without a walk past all of that.
    @Test
    void shouldFindThePlacesOfLostSegmentsWithoutALongWalk() {
        begin();
        final int segments = 20_000;
        for (int i = 0; i < segments; i++) {
            send(i * 100, i * 100 + 100);
        }
        int middle = segments / 2 * 100; // the sum wraps, on purpose
        assertThat(sent.loseBelow(BASE + middle)).isEqualTo(middle);
        sample.nowNs = 1;
        for (int i = 0; i < segments / 2; i++) {
            send(i * 100, i * 100 + 100);
        }
        sample.nowNs = 10;
        assertThat(sent.loseSentBefore(5, BASE, 1, 10, sample)).isZero();
        assertThat(sent.lost()).isEqualTo(2 * middle);
        assertThat(sent.waitingFrom()).isEqualTo(BASE);
        assertThat(sent.steps()).isLessThanOrEqualTo(4L * segments);
    }

    /// Each cut moves others, so that who has segments cut again and again must not have many of them moved.
    @Test
    void shouldBoundTheWorkWhenPartsOfSegmentsAreReported() {
        for (final int segments : new int[] {100, 2_000, 60_000}) {
            begin();
            for (int i = 0; i < segments; i++) {
                send(i * 100, i * 100 + 100);
            }
            final long before = sent.steps();
            final int reports = SackedRanges.MOST / 2;
            for (int i = 0; i < reports; i++) {
                sack(i * 197 + 20, i * 197 + 21);
            }
            assertThat(sent.steps() - before)
                    .as("steps with " + segments + " segments")
                    .isLessThanOrEqualTo(2L * reports * SentSegments.MOST_CUT_BY_PEER / 2);
            sent.clear();
        }
    }

    @Test
    void shouldAgreeWithOneThatLooksAtEveryOctet() {
        begin();
        for (long seed = 0; seed < 300; seed++) {
            final Model model = new Model(new Random(seed));
            sent.clear();
            sent.begin(BASE);
            for (int step = 0; step < 120; step++) {
                try {
                    model.step();
                } catch (RuntimeException | AssertionError failure) {
                    throw new AssertionError("seed " + seed + ", step " + step, failure);
                }
            }
        }
    }

    /// What is known of each octet. Owner: the test.
    private final class Model {
        private static final int MOST = 6_000;
        private final Random random;
        private final boolean[] has = new boolean[MOST];
        private final boolean[] lost = new boolean[MOST];
        private final boolean[] again = new boolean[MOST];
        private final long[] times = new long[MOST];
        private int una;
        private int nxt;
        private boolean inOrder = true; // what was found again goes before the rest, whenever it was sent

        Model(Random random) {
            this.random = random;
        }

        void step() {
            sample.begin(connection, sample.nowNs + 1 + random.nextInt(5));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> sendNew();
                case 3 -> report();
                case 4 -> sendAgain();
                case 5 -> acknowledge();
                case 6 -> lose();
                default -> loseLater();
            }
            compare();
        }

        private void sendNew() {
            final int length = Math.min(MOST - nxt, 1 + random.nextInt(100));
            if (length > 0) {
                send(nxt, nxt + length);
                for (int i = nxt; i < nxt + length; i++) {
                    times[i] = sample.nowNs;
                }
                nxt += length;
            }
        }

        private void report() {
            if (nxt - una > 2) {
                final int left = una + 1 + random.nextInt(nxt - una - 1);
                final int right = left + 1 + random.nextInt(nxt - left);
                sack(left, right);
                for (int i = left; i < right; i++) {
                    has[i] = true;
                    lost[i] = false;
                    again[i] = false;
                }
            }
        }

        private void sendAgain() {
            if (sent.hasWaiting()) {
                final int from = sent.waitingFrom() - BASE;
                final int to = sent.waitingTo(BASE + from, 1 + random.nextInt(200)) - BASE;
                int first = una;
                while (!isWaiting(first)) {
                    first++;
                }
                assertThat(from).isEqualTo(first);
                send(from, to);
                for (int i = from; i < to; i++) {
                    assertThat(isWaiting(i)).isTrue();
                    again[i] = true;
                    times[i] = sample.nowNs;
                }
            }
        }

        private void acknowledge() {
            final int ack = una + random.nextInt(Math.min(200, nxt - una + 1) + 1);
            if (ack <= nxt) {
                sent.acknowledged(BASE + ack, sample);
                una = ack;
            }
        }

        private void lose() {
            if (random.nextInt(4) == 0) {
                sent.loseAll(sample.nowNs);
                for (int i = una; i < nxt; i++) {
                    lost[i] |= !has[i];
                    again[i] = false;
                }
            } else if (random.nextInt(4) == 0) {
                sent.findAll();
                inOrder = false;
                for (int i = una; i < nxt; i++) {
                    lost[i] = false;
                }
            } else if (random.nextInt(4) == 0) {
                sent.forgetReports();
                inOrder = false;
                for (int i = una; i < nxt; i++) {
                    has[i] = false;
                }
            }
        }

        /// All that was sent before a moment is lost.
        private void loseLater() {
            if (!inOrder) {
                return;
            }
            final long beforeNs = sample.nowNs - random.nextInt(20);
            sent.loseSentBefore(beforeNs, BASE + una, 0, sample.nowNs, sample);
            for (int i = una; i < nxt; i++) {
                if (!has[i] && !isWaiting(i) && times[i] < beforeNs) {
                    lost[i] = true;
                    again[i] = false;
                }
            }
        }

        private boolean isWaiting(int i) {
            return lost[i] && !again[i] && !has[i];
        }

        private void compare() {
            int reported = 0;
            int gone = 0;
            int repeated = 0;
            boolean waits = false;
            for (int i = una; i < nxt; i++) {
                reported += has[i] ? 1 : 0;
                gone += lost[i] ? 1 : 0;
                repeated += again[i] ? 1 : 0;
                waits |= isWaiting(i);
            }
            assertThat(sent.sacked()).as("reported").isEqualTo(reported);
            assertThat(sent.lost()).as("lost").isEqualTo(gone);
            assertThat(sent.again()).as("sent again").isEqualTo(repeated);
            assertThat(sent.hasWaiting()).as("something waits").isEqualTo(waits);
            assertThat(sent.pipe()).as("pipe").isEqualTo(nxt - una - reported - gone + repeated);
        }
    }
}
