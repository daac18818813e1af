package anax.runtime.user.bsd4;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.user.Traits;
import anax.runtime.user.UserClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden traces: every figure here was worked out by hand from the numbers of `usched_bsd4`.
class Bsd4ArithmeticTest {
    private static final long CLOCK_NS = 20_000_000;

    /// use' = use * (batch + 1500) / 3000; (nice + 20) * 2 + use' / 128; times 128 / 210; plus 128.
    ///
    /// For instance nice 0, use 16384, batch 750: 16384 * 2250 / 3000 = 12288; 40 + 96 = 136; 136 * 128 / 210 =
    /// 82.
    @ParameterizedTest
    @CsvSource({
        "  0,     0,    0, 152", // 40 * 128 / 210 = 24
        "  0, 16384,    0, 191", // 40 + 64 = 104, * 128 / 210 = 63
        "  0, 16384,  750, 210", // as above
        "  0, 16384, 1500, 230", // 40 + 128 = 168, * 128 / 210 = 102
        "-20,     0,    0, 128", // 0
        "-20, 16384, 1500, 206", // 128 * 128 / 210 = 78
        " 20,     0,    0, 176", // 80 * 128 / 210 = 48
        " 20, 16384, 1500, 254", // 208 * 128 / 210 = 126
        "  0,   328,    0, 152", // 164 / 128 = 1, 41 * 128 / 210 = 24
        "  0,  1640,    0, 156", // 820 / 128 = 6, 46 * 128 / 210 = 28
    })
    void shouldComputePriorityOfNormalThread(int nice, int use, int batch, int priority) {
        assertThat(Bsd4Arithmetic.priority(UserClass.NORMAL, nice, use, batch)).isEqualTo(priority);
    }

    @Test
    void shouldTakeLevelsOfOtherClassesAsTheyAre() {
        assertThat(Bsd4Arithmetic.priority(UserClass.REAL_TIME, 5, 16_384, 1500))
                .isEqualTo(5);
        assertThat(Bsd4Arithmetic.priority(UserClass.IDLE, 127, 0, 0)).isEqualTo(383);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 328", // 16384 / 50 + 1
        "328, 656",
        "16056, 16384",
        "16057, 16384", // the bound
        "16384, 16384",
    })
    void shouldAddToUseWithEachClock(int before, int after) {
        assertThat(Bsd4Arithmetic.afterClock(before)).isEqualTo(after);
    }

    /// clocks * 16384 * (waiting + cpus) / (cpus * of)
    @ParameterizedTest
    @CsvSource({
        "5, 5, 0, 1, 16384",
        "5, 5, 3, 1, 65536", // 5 * 16384 * 4 / 5
        "5, 10, 3, 2, 20480", // 5 * 16384 * 5 / 20
        "1, 50, 0, 4, 327", // 16384 * 4 / 200 = 327.68
        "0, 50, 9, 4, 0",
    })
    void shouldComputeShareAsIfThoseThatWaitRan(long clocks, long of, int waiting, int cpus, long share) {
        assertThat(Bsd4Arithmetic.share(clocks, of, waiting, cpus)).isEqualTo(share);
    }

    /// (8 * use + share) / 9, at most 16384
    @ParameterizedTest
    @CsvSource({
        "1640, 16384, 3278", // (13120 + 16384) / 9 = 3278.2
        "16384, 65536, 16384", // (131072 + 65536) / 9 = 21845
        "16384, 0, 14563", // 131072 / 9 = 14563.5
        "0, 0, 0",
    })
    void shouldDrawUseToShareByANinth(int use, long share, int corrected) {
        assertThat(Bsd4Arithmetic.corrected(use, share)).isEqualTo(corrected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, 8192, 0", // one half is not above it
        "0, 5, 8193, 5",
        "1498, 5, 16384, 1500",
        "3, 5, 0, 0",
        "750, 50, 0, 700",
    })
    void shouldMoveBatchWithClocksByTheShare(int before, long clocks, long share, int after) {
        assertThat(Bsd4Arithmetic.batch(before, clocks, share)).isEqualTo(after);
    }

    @Test
    void shouldHalveUseAndTakeASecondOfBatchAfterSleep() {
        assertThat(Bsd4Arithmetic.useAfterSleep(9_001)).isEqualTo(4_500);
        assertThat(Bsd4Arithmetic.batchAfterSleep(120)).isEqualTo(70);
        assertThat(Bsd4Arithmetic.batchAfterSleep(20)).isZero();
    }

    /// Four queues are 4 * 512; the parent pays 512 / 16.
    @Test
    void shouldPutChildFourQueuesBehindAndHaveParentPay() {
        final Bsd4 scheduler = new Bsd4(1);
        final Bsd4Account parent = new Bsd4Account(Traits.NORMAL, 1_000, 20);
        final Bsd4Account child = (Bsd4Account) scheduler.enter(Traits.NORMAL, null, parent);
        assertThat(child.use()).isEqualTo(3_048);
        assertThat(child.batch()).isEqualTo(750);
        assertThat(parent.use()).isEqualTo(1_032);
        assertThat(parent.batch()).isEqualTo(20);
        assertThat(Bsd4Arithmetic.useOfChild(16_000)).isEqualTo(16_384);
        assertThat(Bsd4Arithmetic.useOfParent(16_380)).isEqualTo(16_384);
    }

    /// One thread computes alone on one CPU. The use grows by 328 a clock, and with each fifth one it is drawn by
    /// a ninth to 16384, which is what it really had.
    ///
    /// Round 1: 328, 656, 984, 1312, then 1640 and (8 * 1640 + 16384) / 9 = 3278; batch 5.
    /// Round 2: 3606, 3934, 4262, 4590, then 4918 and (8 * 4918 + 16384) / 9 = 6192; batch 10.
    /// Round 3: 6520, 6848, 7176, 7504, then 7832 and (8 * 7832 + 16384) / 9 = 8782; batch 15.
    @Test
    void shouldFollowTraceOfThreadThatComputesAlone() {
        final Bsd4Account hog = new Bsd4Account(Traits.NORMAL, 0, 0);
        hog.onReady(0, 0, 1, 0);
        final List<Integer> uses = new ArrayList<>();
        final List<Integer> batches = new ArrayList<>();
        for (int clock = 1; clock <= 15; clock++) {
            hog.onClock(0, 1, clock * CLOCK_NS);
            uses.add(hog.use());
            batches.add(hog.batch());
        }
        assertThat(uses)
                .containsExactly(
                        328, 656, 984, 1_312, 3_278, 3_606, 3_934, 4_262, 4_590, 6_192, 6_520, 6_848, 7_176, 7_504,
                        8_782);
        assertThat(batches).containsExactly(0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10, 10, 10, 15);
    }

    /// A thread that was woken notes the time; then it computes for five clocks while three wait for two CPUs:
    /// 5 * 16384 * 5 / (2 * 5) = 40960, (8 * 1640 + 40960) / 9 = 6008; batch 5.
    /// Priority: 6008 * 1505 / 3000 = 3014; / 128 = 23; (40 + 23) * 128 / 210 = 38; 166, which is in queue 9.
    @Test
    void shouldFollowTraceOfThreadThatComputesWhileOthersWait() {
        final Bsd4Account hog = new Bsd4Account(Traits.NORMAL, 0, 0);
        hog.onReady(0, 3, 2, 0);
        for (int clock = 1; clock <= 4; clock++) {
            hog.onClock(3, 2, clock * CLOCK_NS);
        }
        assertThat(hog.use()).isEqualTo(1_312);
        assertThat(hog.onClock(3, 2, 5 * CLOCK_NS)).as("its round is over").isTrue();
        assertThat(hog.use()).isEqualTo(6_008);
        assertThat(hog.batch()).isEqualTo(5);
        assertThat(hog.priority()).isEqualTo(166);
    }

    /// It waits for a second, fifty clocks of which it had none: 8 * 6008 / 9 = 5340; batch 0.
    /// Priority: 5340 * 1500 / 3000 = 2670; / 128 = 20; 60 * 128 / 210 = 36; 164.
    @Test
    void shouldGetBetterWhileItWaits() {
        final Bsd4Account account = new Bsd4Account(Traits.NORMAL, 6_008, 5);
        account.onReady(0, 1, 1, 0);
        account.recalculate(1, 1, 50 * CLOCK_NS);
        assertThat(account.use()).isEqualTo(5_340);
        assertThat(account.batch()).isZero();
        assertThat(account.priority()).isEqualTo(164);
    }

    @Test
    void shouldForgetHalfAfterMoreThanASecondOfSleep() {
        final Bsd4Account account = new Bsd4Account(Traits.NORMAL, 6_008, 105);
        account.onReady(1_000_000_001, 9, 1, 0);
        assertThat(account.use()).isEqualTo(3_004);
        assertThat(account.batch()).isEqualTo(55);
    }

    @Test
    void shouldNotRecalculateTwiceInOneClock() {
        final Bsd4Account account = new Bsd4Account(Traits.NORMAL, 9_000, 100);
        account.onReady(0, 1, 1, 0);
        account.onReady(0, 1, 1, CLOCK_NS - 1);
        assertThat(account.use()).isEqualTo(9_000);
        account.onReady(0, 1, 1, CLOCK_NS);
        assertThat(account.use()).isEqualTo(8_000);
        assertThat(account.batch()).isEqualTo(99);
    }
}
