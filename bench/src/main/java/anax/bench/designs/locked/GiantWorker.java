package anax.bench.designs.locked;

import anax.bench.designs.frame.Exchange;
import anax.bench.designs.frame.Work;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.Guard;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketQueue;
import anax.netstack.stack.Partition;
import anax.runtime.clock.Clock;
import anax.runtime.timer.TimerWheel;

/// A CPU of the design with one lock: it enters the engine twice for a batch, to put frames in and to send answers.
/// Device queue and application are outside of the lock.
///
/// Owner: itself. Allocates when made. Blocks while another one is in the engine.
final class GiantWorker extends Worker {
    private static final long TIMERS_EVERY_NS = 1_000_000;

    private final Guard lock;
    private final PacketQueue outbox = new PacketQueue();
    private LockedEnvironment shared;
    private Partition engine;
    private BatchWork.Queue atEnd;
    private long timersAtNs;

    GiantWorker(
            int index,
            int workers,
            Clock clock,
            int batch,
            PacketPoolConfig pool,
            Work work,
            Guard lock,
            Guard returnsGuard) {
        super("giant", index, workers, clock, batch, pool, work, returnsGuard);
        this.lock = lock;
        timersAtNs = nowNs();
    }

    /// Gives it the engine that all of them share.
    ///
    /// @param putOff what it puts off to the end of a batch
    void engine(Partition ofAll, LockedEnvironment itsEnvironment, BatchWork.Queue putOff) {
        engine = ofAll;
        shared = itsEnvironment;
        atEnd = putOff;
    }

    @Override
    void finishPutOff() {
        atEnd.run(nowNs());
    }

    @Override
    void input() {
        enter();
        try {
            inputAll(engine);
            endBatch(engine);
        } finally {
            lock.leave();
        }
        sendOutbox();
    }

    @Override
    void output() {
        enter();
        try {
            answerAll(shared, engine);
            Exchange exchange;
            while ((exchange = answers().poll()) != null) {
                exchange.answer();
            }
            endBatch(engine);
        } finally {
            lock.leave();
        }
        sendOutbox();
    }

    @Override
    int takeElse() {
        if (nowNs() - timersAtNs < 0) {
            return 0;
        }
        timersAtNs = nowNs() + TIMERS_EVERY_NS;
        final int fired;
        enter();
        try {
            fired = shared.fireTimers(batch());
            endBatch(engine);
        } finally {
            lock.leave();
        }
        sendOutbox();
        return fired;
    }

    @Override
    void call(Runnable call) {
        enter();
        try {
            call.run();
            endBatch(engine);
        } finally {
            lock.leave();
        }
        sendOutbox();
    }

    @Override
    long nextDeadlineNs() {
        final long deadlineNs = shared.nextDeadlineNs();
        return deadlineNs == TimerWheel.NEVER ? deadlineNs : Math.max(deadlineNs, timersAtNs);
    }

    @Override
    void passOn(Packet packet, int target) {
        later(packet);
    }

    @Override
    void transmit(Packet packet) {
        outbox.add(packet);
    }

    private void enter() {
        lock.enter();
        shared.worker(this);
    }

    private void sendOutbox() {
        Packet packet;
        while ((packet = outbox.poll()) != null) {
            send(packet);
        }
    }
}
