package anax.runtime.call;

import anax.runtime.crossbar.Doorbell;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/// An ordinary thread that takes jobs from a queue, and parks while there are none.
///
/// Owner: its pool. Its thread is a daemon and lives until the pool is closed; nothing that a job throws ends it. Any
/// thread may wake it.
final class CallWorker implements Runnable {
    private final CallPool pool;
    private final MpmcVarHandleArrayQueue<CallJob> queue;
    private final Work work;
    private final Doorbell doorbell = new Doorbell();
    private final Thread thread;
    private volatile CallJob job; // that it works on

    /// Makes a worker; it begins when it is started.
    CallWorker(String name, CallPool pool, MpmcVarHandleArrayQueue<CallJob> queue, Work work) {
        this.pool = pool;
        this.queue = queue;
        this.work = work;
        thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this);
    }

    /// What a worker does with a job. Owner: nobody. Called on the worker's thread, which it is given and which
    /// would end by what it throws.
    @FunctionalInterface
    interface Work {
        void on(CallJob job, Thread worker);
    }

    void start() {
        thread.start();
    }

    /// Wakes it if it is parked. The caller must have published the job before and made a full fence.
    ///
    /// @return false if it was not parked, or another one woke it
    boolean wake() {
        if (!doorbell.isParked() || !doorbell.ring()) {
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }

    /// The job that it works on; null if none.
    CallJob job() {
        return job;
    }

    @Override
    public void run() {
        while (!pool.isClosed()) {
            final CallJob next = queue.poll();
            if (next != null) {
                work(next);
            } else {
                park();
            }
        }
        pool.answerQueued();
    }

    private void work(CallJob next) {
        job = next;
        work.on(next, thread);
        job = null;
    }

    private void park() {
        doorbell.announcePark();
        if (queue.isEmpty() && !pool.isClosed()) {
            LockSupport.park(this);
            Thread.interrupted(); // by a handler's helper that came late; park would not wait again
        }
        doorbell.cancelPark();
    }
}
