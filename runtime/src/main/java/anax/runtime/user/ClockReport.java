package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Ipi;

/// Tells a scheduler what the clock of a CPU found, and brings home how many threads wait.
///
/// Owner: its way. Allocated with its seat; while it is under way the next one waits for it.
final class ClockReport extends Ipi {
    private final Userland land;
    private final Seat seat;
    private final int cpu;
    private Dispatcher dispatcher;
    private UserThread running;
    private long rank;
    private int waiting;
    private boolean underWay;
    private boolean again;

    ClockReport(Userland land, Seat seat, int cpu) {
        this.land = land;
        this.seat = seat;
        this.cpu = cpu;
    }

    void send(Cpu here) {
        final UserThread holder = seat.holder();
        if (underWay || holder == null) {
            again = underWay;
            return;
        }
        final Dispatcher to = holder.dispatcher();
        if (to.home() == cpu) {
            to.onClock(holder, cpu, holder.account().rank());
            seat.heardOfWaiting(to.waiting());
            return;
        }
        dispatcher = to;
        running = holder;
        rank = holder.account().rank();
        underWay = true;
        here.send(land.machine().cpu(to.home()), this);
    }

    @Override
    protected void run(Cpu here) {
        if (here.id() != cpu) {
            dispatcher.onClock(running, cpu, rank);
            waiting = dispatcher.waiting();
            here.send(land.machine().cpu(cpu), this);
            return;
        }
        underWay = false;
        seat.heardOfWaiting(waiting);
        if (again) {
            again = false;
            send(here);
        }
    }
}
