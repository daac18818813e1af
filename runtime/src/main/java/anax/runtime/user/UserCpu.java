package anax.runtime.user;

import anax.runtime.Cpu;
import java.util.Arrays;

/// The user threads that schedulers gave to one CPU: a seat for each tree of groups, and of those that are held one
/// whose thread is on the run queue.
///
/// Owner: its CPU. Allocates a seat when a tree first has to do with it. Never blocks. Bound: [Userland#MOST_TREES].
///
/// **Law.** At most one user thread of a CPU is on its run queue. Which seat that is decides its thread's class, then
/// how much of the CPU the seat has had by weight.
final class UserCpu {
    private final Userland land;
    private final int id;
    private Seat[] seats = {}; // by tree
    private Seat active; // whose thread is on the run queue, or runs; null if all are empty

    UserCpu(Userland land, int id) {
        this.land = land;
        this.id = id;
    }

    /// The seat of a tree.
    Seat seat(UserGroup root) {
        final int tree = root.tree();
        if (tree >= seats.length) {
            seats = Arrays.copyOf(seats, tree + 1);
        }
        if (seats[tree] == null) {
            seats[tree] = new Seat(land, this, root, id);
        }
        return seats[tree];
    }

    /// A thread was picked for this CPU, and is here.
    void take(UserThread next) {
        final Cpu here = Cpu.current();
        final Seat seat = seat(next.group().root());
        final Regime from = next.dispatcher().regime();
        if (seat.regime().isBefore(from)) {
            adopt(here, seat, from);
        }
        if (seat.regime() != from || seat.hasOvertaken(next.journey().grantNumber())) {
            next.comeBack(here);
            return;
        }
        final UserThread before = seat.holder();
        if (before != null && seat == active) {
            before.leaveQueue();
        }
        if (next.couldRun()) {
            if (before == null && active != null) {
                seat.keepUpWith(active);
            }
            seat.seat(next, next.journey().grantNumber());
            next.sitDown();
            activate(here);
        } else {
            seat.seat(null, next.journey().grantNumber());
            next.depart(here);
            activate(here);
        }
        if (before != null) {
            before.giveUp(here);
        }
    }

    /// A group's schedulers were replaced.
    void hear(UserGroup root, Regime next) {
        final Cpu here = Cpu.current();
        final Seat seat = seat(root);
        if (seat.regime().isBefore(next)) {
            adopt(here, seat, next);
        } else if (next.isBefore(seat.regime())) {
            closeOwn(next, seat.regime());
        }
    }

    private void adopt(Cpu here, Seat seat, Regime next) {
        final Regime last = seat.regime();
        final UserThread before = seat.holder();
        if (before != null && seat == active) {
            before.leaveQueue();
        }
        seat.vacate();
        seat.begin(next);
        activate(here);
        if (before != null) {
            before.giveUp(here);
        }
        closeOwn(last, next);
    }

    /// Ends the scheduler of a regime that is over, if it is on this CPU.
    private void closeOwn(Regime over, Regime next) {
        final Dispatcher dispatcher = over.dispatcher(id);
        if (dispatcher.home() == id) {
            dispatcher.close(next);
        }
    }

    /// A thread is wanted again that holds its seat: it blocked or was descheduled, and has not left yet.
    void wantAgain(UserThread holder) {
        if (active != null && active.holder() == holder) {
            holder.enterQueue();
        }
    }

    /// The thread that holds a seat has blocked or ended.
    void vacate(Cpu here, UserThread holder) {
        final Seat seat = seat(holder.group().root());
        assert seat.holder() == holder : holder + " left a seat of " + seat.holder();
        holder.leaveQueue();
        seat.vacate();
        holder.depart(here);
        activate(here);
    }

    /// Charges the thread that runs for its time up to now, so that a newcomer is compared with what it really
    /// had.
    void chargeRunning(Cpu here, long nowNs) {
        if (active != null) {
            active.holder().chargeIfMounted(here, nowNs);
        }
    }

    void charge(UserThread ran, long ranNs) {
        seat(ran.group().root()).charge(ranNs);
    }

    void onClock(Cpu here, Seat seat, long nowNs) {
        final UserThread holder = seat.holder();
        final boolean asks = holder.onClock(here, seat.waiting(), nowNs);
        activate(here); // it may be another tree's turn
        if (asks) {
            seat.ask(here);
        }
    }

    /// Puts the thread on the run queue whose seat has its turn, and takes the one off that had it.
    private void activate(Cpu here) {
        Seat best = null;
        for (Seat seat : seats) {
            if (seat != null && seat.holder() != null && (best == null || seat.goesBefore(best))) {
                best = seat;
            }
        }
        if (active != null && active != best) {
            active.stopClock(here);
            if (active.holder() != null) {
                active.holder().leaveQueue();
            }
        }
        active = best;
        if (best != null) {
            best.holder().enterQueue();
            best.startClock(here);
        }
    }
}
