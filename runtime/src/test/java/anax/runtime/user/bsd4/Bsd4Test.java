package anax.runtime.user.bsd4;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.user.Account;
import anax.runtime.user.Seats;
import anax.runtime.user.Traits;
import anax.runtime.user.UserClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which thread `bsd4` picks for a CPU, and which CPU it chooses for a thread: accounts alone, no machine.
class Bsd4Test {
    private static final int CPUS = 4;

    private final Bsd4 scheduler = new Bsd4(CPUS);
    private final FakeSeats seats = new FakeSeats();

    @Test
    void shouldPickByClassThenByQueueThenByAge() {
        final Account idle = queued(UserClass.IDLE, 0, 0);
        final Account late = queued(UserClass.NORMAL, 5, 0);
        final Account first = queued(UserClass.NORMAL, 0, 0);
        final Account second = queued(UserClass.NORMAL, 0, 0);
        final Account real = queued(UserClass.REAL_TIME, 127, 0);
        assertThat(scheduler.waiting()).isEqualTo(5);
        assertThat(List.of(pick(0), pick(0), pick(0), pick(0), pick(0)))
                .containsExactly(real, first, second, late, idle);
        assertThat(scheduler.pick(0, null, false, 0)).isNull();
        assertThat(scheduler.waiting()).isZero();
    }

    /// Priorities 4 to 7 share a queue.
    @Test
    void shouldGoByAgeWithinQueue() {
        final Account nice = queued(new Traits(UserClass.REAL_TIME, 7, 1, Traits.NORMAL.cpus()), 0);
        final Account other = queued(new Traits(UserClass.REAL_TIME, 4, 1, Traits.NORMAL.cpus()), 0);
        assertThat(List.of(pick(0), pick(0))).containsExactly(nice, other);
    }

    @Test
    void shouldPassOverThreadThatMayNotUseTheCpu() {
        final Account tied = queued(Traits.NORMAL.onCpus(2), 2);
        final Account any = queued(UserClass.IDLE, 0, 0);
        assertThat(pick(1)).isSameAs(any);
        assertThat(scheduler.pick(1, null, false, 0)).isNull();
        assertThat(pick(2)).isSameAs(tied);
    }

    @Test
    void shouldKeepCurrentUnlessCandidateIsBetterByAQueue() {
        final Account current = account(UserClass.REAL_TIME, 10, 0);
        final Account candidate = queued(UserClass.REAL_TIME, 7, 0);
        assertThat(scheduler.pick(0, current, false, 0)).isNull();
        current.reportRank(11);
        assertThat(scheduler.pick(0, current, false, 0)).isSameAs(candidate);
    }

    @Test
    void shouldMakeRoomForEqualWhenRoundIsOver() {
        final Account current = account(UserClass.REAL_TIME, 10, 0);
        final Account candidate = queued(UserClass.REAL_TIME, 11, 0);
        assertThat(scheduler.pick(0, current, true, 0)).isNull();
        current.reportRank(11);
        assertThat(scheduler.pick(0, current, false, 0)).isNull();
        assertThat(scheduler.pick(0, current, true, 0)).isSameAs(candidate);
    }

    @Test
    void shouldPreferNeighbourThatWasOnTheCpu() {
        final Account elsewhere = queued(UserClass.NORMAL, 0, 1);
        final Account neighbour = queued(UserClass.NORMAL, 0, 3);
        final Account last = queued(UserClass.NORMAL, 0, 3);
        assertThat(pick(3)).isSameAs(neighbour);
        assertThat(pick(1)).isSameAs(elsewhere);
        assertThat(pick(1)).isSameAs(last);
    }

    /// The scan begins one CPU further each time.
    @Test
    void shouldChooseFreeCpuInTurn() {
        for (int expected : new int[] {1, 2, 3, 0, 1}) {
            scheduler.signal(account(UserClass.NORMAL, 0, 0), seats);
            assertThat(seats.asked).containsExactly("look " + expected);
            seats.asked.clear();
        }
    }

    @Test
    void shouldChooseWorseCpuWhenNoneIsFree() {
        seats.ranks = new long[] {160, 148, 156, 152};
        scheduler.signal(account(UserClass.NORMAL, 0, 0), seats); // 152, in the queue of 152 to 155
        assertThat(seats.asked).containsExactly("reschedule 2");
    }

    @Test
    void shouldNotTakePriorityOfTheSameQueueForWorse() {
        seats.ranks = new long[] {155, 155, 155, 155};
        scheduler.signal(account(UserClass.NORMAL, 0, 0), seats);
        assertThat(seats.asked).containsExactly("look 1");
    }

    @Test
    void shouldChooseAmongAllowedCpus() {
        final Account tied = account(Traits.NORMAL.onCpus(0), 0);
        seats.ranks = new long[] {400, Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
        scheduler.signal(tied, seats);
        assertThat(seats.asked).containsExactly("reschedule 0");
    }

    @Test
    void shouldMoveThreadThatWaitsToTheQueueOfItsNewPriority() {
        final Bsd4Account waits = new Bsd4Account(Traits.NORMAL, 16_384, 1_500);
        waits.onReady(0, 0, CPUS, 0);
        scheduler.enqueue(waits, 0);
        final int before = waits.queue();
        final Account fresh = account(UserClass.NORMAL, 19, 0);
        assertThat(scheduler.pick(0, fresh, false, 0)).isNull();
        for (int second = 1; second <= 9; second++) {
            scheduler.pick(0, fresh, false, second * 1_000_000_000L);
        }
        assertThat(waits.queue()).isLessThan(before);
    }

    private Account pick(int cpu) {
        return scheduler.pick(cpu, null, false, 0);
    }

    private Account queued(UserClass kind, int level, int cpu) {
        return queued(Traits.NORMAL.with(kind, level), cpu);
    }

    private Account queued(Traits traits, int cpu) {
        final Account account = account(traits, cpu);
        scheduler.enqueue(account, 0);
        return account;
    }

    private static Account account(UserClass kind, int level, int cpu) {
        return account(Traits.NORMAL.with(kind, level), cpu);
    }

    private static Account account(Traits traits, int cpu) {
        final Account account = new Bsd4Account(traits, 0, 0);
        account.readyOn(cpu, false);
        account.reportRank(account.rank());
        return account;
    }

    /// Seats that only note what was asked for.
    private static final class FakeSeats implements Seats {
        private long[] ranks = new long[CPUS]; // Long.MIN_VALUE or none: free
        private final List<String> asked = new ArrayList<>();

        FakeSeats() {
            Arrays.fill(ranks, Long.MIN_VALUE);
        }

        @Override
        public int cpus() {
            return CPUS;
        }

        @Override
        public boolean isFree(int cpu) {
            return ranks[cpu] == Long.MIN_VALUE;
        }

        @Override
        public long rank(int cpu) {
            return ranks[cpu];
        }

        @Override
        public void look(int cpu) {
            asked.add("look " + cpu);
        }

        @Override
        public void reschedule(int cpu) {
            asked.add("reschedule " + cpu);
        }
    }
}
