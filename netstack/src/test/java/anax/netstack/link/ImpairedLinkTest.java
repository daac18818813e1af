package anax.netstack.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import anax.netstack.Allocation;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// What each impairment does, on a clock that the test moves. Frames carry their number in their first octets.
class ImpairedLinkTest {
    private static final long MS = 1_000_000;
    private static final int MANY = 50_000;

    private final PacketPool pool =
            new PacketPool(0, PacketPoolConfig.standard().withSlots(4_096, 8), () -> true);
    private final List<Integer> numbers = new ArrayList<>();
    private MemoryLink.Pair pair;
    private ImpairedLink link;
    private int nextNumber;
    private int length = 100;

    // The last moments before the clock wraps around.
    private long nowNs = Long.MAX_VALUE - 5 * MS;

    @Test
    void shouldLoseTheShareThatItSays() {
        impair(Impairments.none(1).withLoss(0.1));
        sendAndPoll(MANY);

        assertThat(counters().lost()).isEqualTo(MANY - numbers.size());
        assertThat(counters().lost() / (double) MANY).isCloseTo(0.1, within(0.01));
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    /// Bursts of four frames in the mean, in which everything is lost: a tenth of all frames begins one.
    @Test
    void shouldLoseInBursts() {
        impair(Impairments.none(2).withBurstLoss(BurstLoss.of(0.1, 4)));
        sendAndPoll(MANY);

        int bursts = 0;
        for (int i = 1; i < numbers.size(); i++) {
            bursts += numbers.get(i) != numbers.get(i - 1) + 1 ? 1 : 0;
        }
        assertThat(counters().burstLost()).isEqualTo(MANY - numbers.size());
        assertThat(counters().burstLost() / (double) bursts).isCloseTo(4, within(0.3));
        assertThat(counters().burstLost() / (double) MANY).isCloseTo(4 / 14.0, within(0.02));
    }

    @Test
    void shouldDeliverAfterTheDelayAndNotBefore() {
        impair(Impairments.none(3).withDelay(20 * MS, Jitter.NONE));
        send(1);
        poll(10);
        assertThat(numbers).isEmpty();
        assertThat(queue().nextDeadlineNs()).isEqualTo(nowNs + 20 * MS);

        nowNs += 20 * MS - 1;
        poll(10);
        assertThat(numbers).isEmpty();
        nowNs += 1;
        poll(10);
        assertThat(numbers).containsExactly(0);
        assertThat(queue().nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    /// The largest number of a clock stands for no deadline at all.
    @Test
    void shouldNotTakeTheLastMomentOfTheClockForNever() {
        impair(Impairments.none(3).withDelay(5 * MS, Jitter.NONE));
        send(1);
        poll(10);
        assertThat(queue().nextDeadlineNs()).isEqualTo(Long.MIN_VALUE);
        nowNs += 5 * MS + 1;
        poll(10);
        assertThat(numbers).containsExactly(0);
    }

    @Test
    void shouldSpreadByJitterAndKeepTheOrder() {
        impair(Impairments.none(4).withDelay(10 * MS, Jitter.uniform(4 * MS)));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 500; i++) {
            long sentNs = nowNs;
            send(1);
            poll(1);
            while (numbers.size() == i) {
                nowNs += MS / 10;
                poll(1);
            }
            least = Math.min(least, nowNs - sentNs);
            most = Math.max(most, nowNs - sentNs);
        }
        assertThat(least).isBetween(10 * MS, 10 * MS + MS / 2);
        assertThat(most).isBetween(13 * MS + MS / 2, 14 * MS + MS / 10);

        numbers.clear();
        for (int i = 0; i < 200; i++) {
            send(1);
            poll(10);
            nowNs += MS / 10;
        }
        pollUntilRest();
        assertThat(numbers).hasSize(200).isSorted();
    }

    @Test
    void shouldLetOthersOvertakeWhatIsHeldBack() {
        impair(Impairments.none(5).withDelay(MS, Jitter.NONE).withReordering(0.1, 5 * MS));
        for (int i = 0; i < 2_000; i++) {
            send(1);
            poll(10);
            nowNs += MS;
        }
        pollUntilRest();

        assertThat(numbers).hasSize(2_000).doesNotHaveDuplicates();
        long late = IntStream.range(1, 2_000)
                .filter(i -> numbers.get(i) < numbers.get(i - 1))
                .count();
        assertThat(late).isBetween(100L, counters().reordered());
        assertThat(counters().reordered()).isBetween(150L, 250L);
    }

    @Test
    void shouldDuplicateTheShareThatItSays() {
        impair(Impairments.none(6).withDuplication(0.2));
        sendAndPoll(MANY);

        assertThat(numbers.size()).isEqualTo(MANY + (int) counters().duplicated());
        assertThat(counters().duplicated() / (double) MANY).isCloseTo(0.2, within(0.01));
        assertThat(numbers).isSorted();
        assertThat(numbers.stream().distinct()).hasSize(MANY);
    }

    @Test
    void shouldTurnOverOneBitOfWhatItCorrupts() {
        impair(Impairments.none(7).withCorruption(1, 1));
        Packet packet = LinkContract.frame(pool, 100, 3);
        for (int i = 0; i < 1_000; i++) {
            pair.first().queue(0).send(packet, nowNs);
            queue().poll(nowNs, 1, pool, arrived -> {
                assertThat(differingBits(arrived, packet)).isEqualTo(1);
                pool.takeBack(arrived);
            });
        }
        assertThat(counters().corrupted()).isEqualTo(1_000);
    }

    /// A receiver that is told that a checksum is right, or partial, does not look; what is corrupted must be
    /// found.
    @Test
    void shouldCompleteChecksumAndClaimNothingWhenItCorrupts() {
        impair(Impairments.none(8).withCorruption(1, 1), new LinkCapabilities(true, 65_535));
        for (int state : new int[] {Packet.CHECKSUM_VALID, Packet.CHECKSUM_PARTIAL}) {
            Packet packet = LinkContract.frame(pool, 100, 3);
            packet.partialChecksum(packet.offset(), 16).checksumState(state);
            pair.first().queue(0).send(packet, nowNs);
            ChecksumCompletion.complete(packet);
            queue().poll(nowNs, 1, pool, arrived -> {
                assertThat(arrived.checksumState()).isEqualTo(Packet.CHECKSUM_UNKNOWN);
                assertThat(differingBits(arrived, packet)).isEqualTo(1);
                pool.takeBack(arrived);
            });
        }
        assertThat(counters().corrupted()).isEqualTo(2);
    }

    /// 100 octets at 800,000 bits a second take one millisecond.
    @Test
    void shouldSendFramesOneAfterTheOtherAtItsRate() {
        impair(Impairments.none(9).withRate(800_000, 100));
        send(3);
        poll(10);
        for (int i = 1; i <= 3; i++) {
            assertThat(queue().nextDeadlineNs()).isEqualTo(nowNs + MS);
            nowNs += MS - 1;
            poll(10);
            assertThat(numbers).hasSize(i - 1);
            nowNs += 1;
            poll(10);
            assertThat(numbers).hasSize(i);
        }
        nowNs += 10 * MS;
        send(1);
        poll(10);
        assertThat(queue().nextDeadlineNs()).as("no credit is kept").isEqualTo(nowNs + MS);
    }

    @Test
    void shouldDropWhatFindsTheQueueFull() {
        impair(Impairments.none(10).withRate(800_000, 4).withDelay(50 * MS, Jitter.NONE));
        send(6);
        poll(10);
        assertThat(counters().overLimit()).isEqualTo(2);
        assertThat(counters().onTheWay()).isEqualTo(4);

        nowNs += 2 * MS;
        send(3);
        poll(10);
        assertThat(counters().overLimit())
                .as("two have left the queue, though they still travel")
                .isEqualTo(3);
        pollUntilRest();
        assertThat(numbers).containsExactly(0, 1, 2, 3, 6, 7);
    }

    @Test
    void shouldDropWhatIsOverTheBoundOfFramesOnTheWay() {
        impair(Impairments.none(11).withDelay(MS, Jitter.NONE).withMostHeld(5));
        send(8);
        poll(10);
        assertThat(counters().overHeld()).isEqualTo(3);
        assertThat(pool.outstanding()).isEqualTo(5);
        pollUntilRest();
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void shouldFreeWhatItHoldsWhenClosed() {
        impair(Impairments.none(12).withDelay(MS, Jitter.NONE));
        send(8);
        poll(10);
        assertThat(pool.outstanding()).isEqualTo(8);
        link.close();
        nowNs += MS;
        poll(10);
        assertThat(numbers).isEmpty();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void shouldAskToBePolledWhenDueFramesAreLeft() {
        impair(Impairments.none(13).withDelay(MS, Jitter.NONE));
        send(3);
        poll(10);
        assertThat(queue().announceArrival(() -> {})).isTrue();
        nowNs += MS;
        poll(1);
        assertThat(queue().announceArrival(() -> {})).isFalse();
        poll(2);
        assertThat(queue().announceArrival(() -> {})).isTrue();
        assertThat(numbers).hasSize(3);
    }

    @Test
    void shouldDoTheSameUnderTheSameSeedAndOtherwiseUnderAnother() {
        Impairments all = everything(20);
        assertThat(runOf(all)).isEqualTo(runOf(all)).isNotEqualTo(runOf(everything(21)));
    }

    /// Every frame comes at most once, but for injected duplicates, and none is unaccounted for.
    @Property(tries = 200)
    void shouldAccountForEveryFrame(
            @ForAll long seed,
            @ForAll @DoubleRange(max = 1) double share,
            @ForAll @LongRange(max = 3_000_000) long delayNs,
            @ForAll @IntRange(min = 1, max = 40) int queueLimit) {
        impair(Impairments.none(seed)
                .withLoss(share / 4)
                .withBurstLoss(new BurstLoss(share / 4, 0.3, 0, share))
                .withDuplication(1 - share)
                .withReordering(share / 2, delayNs)
                .withDelay(delayNs, Jitter.uniform(delayNs))
                .withRate(4_000_000, queueLimit)
                .withMostHeld(30));
        for (int i = 0; i < 100; i++) {
            send(5);
            poll(7);
            nowNs += MS / 4;
        }
        pollUntilRest();
        ImpairmentCounters counted = counters();
        assertThat(counted.arrived()).isEqualTo(500);
        assertThat(counted.onTheWay()).isZero();
        assertThat(counted.arrived() + counted.duplicated())
                .isEqualTo(counted.delivered()
                        + counted.lost()
                        + counted.burstLost()
                        + counted.overLimit()
                        + counted.overHeld());
        assertThat(numbers).hasSize((int) counted.delivered());
        long repeated = numbers.size() - numbers.stream().distinct().count();
        assertThat(repeated).isLessThanOrEqualTo(counted.duplicated());
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void shouldAllocateNothingInSteadyState() {
        impair(everything(22));
        Packet packet = LinkContract.frame(pool, 100, 1);
        PacketSink sink = pool::takeBack;
        assertThat(Allocation.octetsPerOperation(() -> {
                    pair.first().queue(0).send(packet, nowNs);
                    pair.first().queue(0).flush(nowNs);
                    nowNs += MS;
                    queue().poll(nowNs, 32, pool, sink);
                }))
                .isLessThanOrEqualTo(0.1);
    }

    @Test
    void shouldRefuseImpairmentsThatMakeNoSense() {
        Impairments none = Impairments.none(1);
        refused(
                () -> none.withLoss(1.1),
                "a path was given a share of 1.1 for loss; use 0 for no frame to 1 for all" + " of them");
        refused(
                () -> none.withDuplication(-0.1),
                "a path was given a share of -0.1 for duplication; use 0 for no frame" + " to 1 for all of them");
        refused(
                () -> none.withReordering(Double.NaN, 1),
                "a path was given a share of NaN for reordering; use 0 for no" + " frame to 1 for all of them");
        refused(() -> none.withCorruption(0.1, 0), "a path was given 0 corrupted bits; use 1 to 64");
        refused(() -> none.withDelay(-1, Jitter.NONE), "a path was given -1 ns of delay; use 0 to 3600000000000");
        refused(() -> none.withRate(1, 0), "a path was given 0 frames of queue limit; use 1 to 65536");
        refused(() -> none.withMostHeld(0), "a path was given 0 held frames; use 1 to 65536");
        refused(() -> Jitter.uniform(-1), "a jitter of up to -1 ns was given; use 0 or more");
        refused(() -> BurstLoss.of(0.1, 0.5), "bursts of 0.5 frames were given; use 1 or more");
    }

    private static int differingBits(Packet one, Packet other) {
        int count = 0;
        for (int place = 0; place < one.length(); place++) {
            int change =
                    one.buffer().getByte(one.offset() + place) ^ other.buffer().getByte(other.offset() + place);
            count += Integer.bitCount(change & 0xFF);
        }
        return count;
    }

    private static Impairments everything(long seed) {
        return Impairments.none(seed)
                .withLoss(0.05)
                .withBurstLoss(BurstLoss.of(0.01, 3))
                .withCorruption(0.05, 3)
                .withDuplication(0.05)
                .withRate(10_000_000, 20)
                .withDelay(3 * MS, Jitter.uniform(2 * MS))
                .withReordering(0.05, 4 * MS);
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessage(message);
    }

    private List<Integer> runOf(Impairments impairments) {
        impair(impairments);
        for (int i = 0; i < 300; i++) {
            send(2);
            poll(10);
            nowNs += MS / 4;
        }
        pollUntilRest();
        return List.copyOf(numbers);
    }

    private void impair(Impairments impairments) {
        impair(impairments, LinkCapabilities.NONE);
    }

    private void impair(Impairments impairments, LinkCapabilities capabilities) {
        pair = MemoryLink.pair(MemoryLinkConfig.ethernet("wire", 1, 1).withCapabilities(capabilities));
        link = new ImpairedLink(pair.second(), impairments);
        numbers.clear();
        nextNumber = 0;
    }

    private void sendAndPoll(int count) {
        for (int i = 0; i < count; i++) {
            send(1);
            poll(3);
        }
        pollUntilRest();
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            Packet packet = pool.allocate(length).range(Packet.HEADROOM, length);
            packet.buffer().putInt(packet.offset(), nextNumber++);
            assertThat(pair.first().queue(0).send(packet, nowNs)).isTrue();
            pool.takeBack(packet);
        }
        pair.first().queue(0).flush(nowNs);
    }

    private void poll(int limit) {
        int count = queue().poll(nowNs, limit, pool, packet -> {
            numbers.add(packet.buffer().getInt(packet.offset()));
            assertThat(packet.arrivedNs()).isEqualTo(nowNs);
            pool.takeBack(packet);
        });
        assertThat(count).isLessThanOrEqualTo(limit);
    }

    /// Polls whenever something is due or has arrived, and never otherwise: so that nothing may wait for more.
    private void pollUntilRest() {
        while (true) {
            if (!queue().announceArrival(() -> {})) {
                poll(5);
            } else if (queue().nextDeadlineNs() != Long.MAX_VALUE) {
                nowNs = queue().nextDeadlineNs() - nowNs > 0 ? queue().nextDeadlineNs() : nowNs;
                poll(5);
            } else {
                return;
            }
        }
    }

    private LinkQueue queue() {
        return link.queue(0);
    }

    private ImpairmentCounters counters() {
        return link.counters(0);
    }
}
