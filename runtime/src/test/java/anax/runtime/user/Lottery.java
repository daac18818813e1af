package anax.runtime.user;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// An example of a scheduler: each turn is raffled, and a thread has as many tickets as its weight.
///
/// Owner: one CPU, for it is made for each. Allocates accounts and room in its list. The draw is O(n).
final class Lottery extends UserScheduler {
    private static final long TURN_NS = 1_000_000;

    private final List<Ticket> waiting = new ArrayList<>();
    private final SplittableRandom random;

    private Lottery(long seed) {
        random = new SplittableRandom(seed);
    }

    static SchedulerPlan plan(long seed) {
        return SchedulerPlan.onEachCpu("lottery", cpu -> new Lottery(seed + cpu));
    }

    @Override
    public Account enter(Traits traits, UserGroup group, Account parent) {
        return new Ticket(traits);
    }

    @Override
    public long clockNs() {
        return TURN_NS;
    }

    @Override
    public boolean onClock(Account running, int waitingThreads, long nowNs) {
        return !waiting.isEmpty();
    }

    @Override
    public void enqueue(Account ready, long nowNs) {
        waiting.add((Ticket) ready);
    }

    @Override
    public void signal(Account ready, Seats seats) {
        seats.look(ready.cpu());
    }

    @Override
    public Account pick(int cpu, Account current, boolean reschedule, long nowNs) {
        if (waiting.isEmpty() || (current != null && !reschedule)) {
            return null;
        }
        long drawn = random.nextLong(waiting.stream().mapToLong(Ticket::rank).sum());
        for (int i = 0; ; i++) {
            drawn -= waiting.get(i).rank();
            if (drawn < 0) {
                return waiting.remove(i);
            }
        }
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    /// How many tickets a thread has. Owner: its CPU.
    private static final class Ticket extends Account {
        private Ticket(Traits traits) {
            super(traits);
        }

        @Override
        public long rank() {
            return traits().weight();
        }
    }
}
