package anax.bench.designs.locked;

import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.engine.Guard;
import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.Packet;
import anax.netstack.stack.SecretSequence;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import anax.runtime.timer.TimerWheel;
import java.util.function.Supplier;

/// The world of an engine that plain threads drive: packets, the way out and the end of the batch are the thread's,
/// timers are the environment's.
///
/// Owner: one thread, or, where several share it, whoever has entered what guards it. Allocates when made. Never
/// blocks.
final class LockedEnvironment extends EngineEnvironment {
    private final Supplier<Guard> guards;
    private final SecretSequence secrets;
    private final TimerWheel timers;
    private final BatchWork.Queue atEnd;
    private Worker worker;
    private long latestNs; // that any of those who share it has brought

    /// Makes an environment.
    ///
    /// @param guards makes those of the sockets that are made in it
    /// @param worker the thread that it belongs to, or the first to be in
    /// @param atEnd  where work is put off to, of an engine that all leave with nothing put off; null for the
    ///     thread's own list
    LockedEnvironment(
            int partition,
            int partitions,
            int share,
            int shares,
            Supplier<Guard> guards,
            SecretSequence secrets,
            long nowNs,
            Worker worker,
            BatchWork.Queue atEnd) {
        super(partition, partitions, share, shares);
        this.guards = guards;
        this.secrets = secrets;
        this.worker = worker;
        this.atEnd = atEnd;
        latestNs = nowNs;
        timers = new TimerWheel(nowNs, () -> true);
    }

    /// Says which thread is in, of those that share it. It may have waited for that since it took the time, and
    /// others have come with a later one: what they share must not see time go backwards.
    void worker(Worker isIn) {
        worker = isIn;
        latestNs = isIn.catchUp(latestNs);
    }

    /// Fires what is due. Whoever calls has entered what guards it.
    int fireTimers(int limit) {
        return timers.expire(worker.nowNs(), limit);
    }

    /// When [#fireTimers] has something to do at the earliest.
    long nextDeadlineNs() {
        return timers.nextDeadlineNs();
    }

    @Override
    public Guard newGuard() {
        return guards.get();
    }

    @Override
    public long nowNs() {
        return worker.nowNs();
    }

    @Override
    public long nextSecret() {
        return secrets.next();
    }

    @Override
    public MemoryBudget memory() {
        return worker.pool().memory();
    }

    @Override
    public Packet allocate(int octets) {
        return worker.allocate(octets);
    }

    @Override
    protected void free(Packet packet) {
        worker.free(packet);
    }

    @Override
    public void transmit(Packet packet) {
        worker.transmit(packet);
    }

    @Override
    public void passOn(Packet packet, int target) {
        worker.passOn(packet, target);
    }

    @Override
    public Timer newTimer(TimerHandler handler, int kind) {
        return new Timer(handler, kind);
    }

    @Override
    public void schedule(Timer timer, long deadlineNs) {
        timers.schedule(timer, deadlineNs);
    }

    @Override
    public void cancel(Timer timer) {
        timers.cancel(timer);
    }

    @Override
    public void atEndOfBatch(BatchWork work) {
        if (atEnd != null) {
            atEnd.add(work);
        } else {
            worker.atEndOfBatch(work);
        }
    }
}
