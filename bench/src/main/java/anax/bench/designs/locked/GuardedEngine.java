package anax.bench.designs.locked;

import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.ExchangeQueue;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.Guard;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.Partition;

/// An engine of the fine design that threads enter one at a time: one bucket of reassembly queues, or that of what
/// has no flows.
///
/// Owner: whoever has entered its guard. Allocates when made. Blocks while another thread is in.
final class GuardedEngine {
    private final Guard guard;
    private final LockedEnvironment environment;
    private final Partition engine;
    private final Verdicts verdicts;
    private final BatchWork.Queue atEnd;
    private int heard;

    /// @param environment that of the engine
    /// @param atEnd       where that environment puts work off to
    GuardedEngine(
            Guard guard, LockedEnvironment environment, Partition engine, Verdicts verdicts, BatchWork.Queue atEnd) {
        this.guard = guard;
        this.environment = environment;
        this.engine = engine;
        this.verdicts = verdicts;
        this.atEnd = atEnd;
    }

    /// Goes on with packets that were passed on to it, in one entry for all of them.
    void goOn(Worker by, PacketQueue packets) {
        enter(by);
        try {
            Packet packet;
            while ((packet = packets.poll()) != null) {
                engine.goOn(packet);
            }
            atEnd.run(by.nowNs());
        } finally {
            guard.leave();
        }
    }

    /// Has exchanges answer, in one entry for all of them.
    void answer(Worker by, ExchangeQueue exchanges) {
        enter(by);
        try {
            Exchange exchange;
            while ((exchange = exchanges.poll()) != null) {
                exchange.answer();
            }
            atEnd.run(by.nowNs());
        } finally {
            guard.leave();
        }
    }

    /// Does something for a user of its sockets.
    void call(Worker by, Runnable call) {
        enter(by);
        try {
            call.run();
            atEnd.run(by.nowNs());
        } finally {
            guard.leave();
        }
    }

    /// When [#fireTimers] has something to do at the earliest.
    long nextDeadlineNs() {
        return environment.nextDeadlineNs();
    }

    /// Fires what is due.
    ///
    /// @return how many timers that was
    int fireTimers(Worker by) {
        enter(by);
        try {
            final int fired = environment.fireTimers(by.batch());
            atEnd.run(by.nowNs());
            return fired;
        } finally {
            guard.leave();
        }
    }

    Partition engine() {
        return engine;
    }

    private void enter(Worker by) {
        guard.enter();
        environment.worker(by);
        heard = verdicts.tell(engine.interfaces(), heard);
    }
}
