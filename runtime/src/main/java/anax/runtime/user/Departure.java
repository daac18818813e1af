package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.Ipi;

/// Tells a scheduler that a thread which it gave to a CPU runs there no longer: it has blocked or ended.
///
/// Owner: its way. Allocated with its thread, and under way once at most: the next one needs another grant, which the
/// scheduler gives after it has heard of this one.
final class Departure extends Ipi {
    private final UserThread thread;
    private final Userland land;
    private Dispatcher dispatcher;
    private int from;

    Departure(UserThread thread, Userland land) {
        this.thread = thread;
        this.land = land;
    }

    void tell(Cpu here) {
        dispatcher = thread.dispatcher();
        from = here.id();
        if (dispatcher.home() == from) {
            dispatcher.onDeparture(thread, from);
        } else {
            here.send(land.machine().cpu(dispatcher.home()), this);
        }
    }

    @Override
    protected void run(Cpu here) {
        dispatcher.onDeparture(thread, from);
    }
}
