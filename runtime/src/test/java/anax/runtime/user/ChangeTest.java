package anax.runtime.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import anax.runtime.Lwkt;
import anax.runtime.user.bsd4.Bsd4;
import anax.runtime.user.fair.FairShare;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Schedulers are replaced while their threads run, and no thread is left behind.
class ChangeTest {
    private static final int SEEDS = Integer.getInteger("anax.seeds", 1000);
    private static final int CPUS = 4;
    private static final int THREADS = 12;

    @Test
    void shouldLeaveNobodyBehindWhenSchedulersAreReplacedAgainAndAgain() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (var system = new UserSystem(CPUS, seed)) {
                final SplittableRandom random = new SplittableRandom(seed);
                final UserGroup group = system.land.group("changing", plan(random));
                final int[] ended = {0};
                for (int i = 0; i < THREADS; i++) {
                    final SplittableRandom mine = new SplittableRandom(seed * 100 + i);
                    system.create(i % CPUS, group, "thread-" + i, Traits.NORMAL, () -> {
                        for (int round = 0; round < 30; round++) {
                            live(system, group, mine);
                        }
                        ended[0]++;
                    });
                }
                system.runToRest();
                assertThat(ended[0]).isEqualTo(THREADS);
            } catch (RuntimeException | AssertionError failure) {
                fail("seed " + seed, failure);
            }
        }
    }

    /// After a change to a scheduler that moves no threads each CPU has its own turns.
    @Test
    void shouldGoByNewSchedulerAfterChange() {
        for (long seed = 1; seed <= 10; seed++) {
            try (var system = new UserSystem(1, seed)) {
                final UserGroup group = system.land.group("weighed", Bsd4.plan());
                final int[] turns = new int[2];
                final long untilNs = system.inMs(2_000);
                for (int i = 0; i < 2; i++) {
                    final int mine = i;
                    system.create(0, group, "weighs-" + i, Traits.NORMAL.withWeight(i == 0 ? 100 : 300), () -> {
                        if (mine == 0) {
                            system.compute(system.inMs(500), UserSystem.MS, () -> {});
                            group.use(FairShare.plan());
                        } else {
                            system.compute(system.inMs(500), UserSystem.MS, () -> {});
                        }
                        system.compute(untilNs, UserSystem.MS, () -> turns[mine]++);
                    });
                }
                system.runToRest();
                assertThat((double) turns[1] / turns[0]).isBetween(2.0, 4.0);
            }
        }
    }

    @Test
    void shouldRefuseHomeThatIsNoCpu() {
        try (var system = new UserSystem(2, 1)) {
            assertThatThrownBy(() -> system.land.group("far", Bsd4.plan(7)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CPU 7 was named");
            final UserGroup group = system.land.group("near", Bsd4.plan(1));
            system.machine.call(0, "changer", () -> {
                assertThatThrownBy(() -> group.use(Bsd4.plan(2))).hasMessageContaining("CPU 2 was named");
                return null;
            });
        }
    }

    private static SchedulerPlan plan(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Bsd4.plan(0);
            case 1 -> Bsd4.plan(CPUS - 1);
            case 2 -> FairShare.plan();
            default -> Lottery.plan(random.nextLong());
        };
    }

    private static void live(UserSystem system, UserGroup group, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> group.use(plan(random));
            case 1, 2 -> UserSystem.pause(1 + random.nextInt(30_000));
            case 3 -> UserThread.giveWay();
            case 4 -> {
                system.machine.compute(random.nextInt(UserSystem.MS));
                Lwkt.yield();
            }
            default -> Lwkt.yield();
        }
    }
}
