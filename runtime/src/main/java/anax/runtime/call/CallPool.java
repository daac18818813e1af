package anax.runtime.call;

import anax.runtime.Cpu;
import anax.runtime.Message;
import java.lang.invoke.VarHandle;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;

/// The ordinary threads on which calls may block, and the bounded queue before them.
///
/// Owner: the port; any thread passes calls. Passing allocates a job, takes no lock and never blocks: at the bound of
/// the queue the call is answered with [Message#NO_ROOM] and counted. A worker that loses its processor in the midst
/// of a take holds its slot meanwhile: then the bound is reached when as many calls as it have come by. (An executor
/// of the JDK locks to take a task in; a CPU that meets one of its threads in there, off its processor, would be
/// blocked.)
///
/// Between one who passes a call and a worker that parks stands the race of [anax.runtime.crossbar], closed by the
/// same two fences. The same pair of steps closes the one between passing and closing: whoever passes publishes the
/// job and then looks whether the pool is closed, whoever closes says so and then looks for jobs.
///
/// **Why one bell for each job is enough.** Say that a worker sleeps. Its last look found the queue empty, so each
/// job there was passed later, by somebody who met the sleeper's bell unrung, and so has won the bell of another
/// worker instead. Whose bell is won looks into the queue once more before it can sleep again: for each job passed
/// since the last look of anybody that found nothing there is one look that follows, and each of these takes a job.
/// When all have looked the queue is empty. So no job lies there while a worker sleeps and nobody is on his way to
/// it.
final class CallPool {
    private final CallCounters counters;
    private final MpmcVarHandleArrayQueue<CallJob> queue;
    private final MpmcVarHandleArrayQueue<CallJob> toInterrupt;
    private final CallWorker[] workers;
    private final CallWorker interrupter;
    private volatile boolean closed;

    /// Makes the threads and starts them, on an ordinary thread: a thread that a CPU starts is tied to its
    /// processor.
    CallPool(CallPortConfig config, CallCounters counters) {
        this.counters = counters;
        queue = new MpmcVarHandleArrayQueue<>(config.queueBound());
        toInterrupt = new MpmcVarHandleArrayQueue<>(config.queueBound());
        workers = new CallWorker[config.threads()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new CallWorker(config.name() + "-call-" + i, this, queue, CallJob::run);
        }
        interrupter =
                new CallWorker(config.name() + "-abort", this, toInterrupt, (job, worker) -> job.interruptRunner());
        start();
    }

    private void start() {
        for (CallWorker worker : workers) {
            worker.start();
        }
        if (canBlock()) {
            interrupter.start();
        }
    }

    /// True if it has threads.
    boolean canBlock() {
        return workers.length != 0;
    }

    boolean isClosed() {
        return closed;
    }

    CallCounters counters() {
        return counters;
    }

    /// How many calls wait for a thread.
    int depth() {
        return queue.size();
    }

    /// Passes a call to a thread.
    ///
    /// @return [Message#ASYNC], after which the call is not the caller's any more, or [Message#NO_ROOM]
    int pass(Call call, CallEntry entry) {
        final CallJob job = new CallJob(this, call, entry);
        call.job(job);
        if (!queue.relaxedOffer(job)) { // relaxed: a worker that is off its processor in the midst of a take is no wait
            counters.countNoRoom();
            return Message.NO_ROOM;
        }
        VarHandle.fullFence();
        wakeOne();
        if (closed) {
            answerQueued();
        }
        return Message.ASYNC;
    }

    /// Interrupts the thread that runs a job; what a CPU may not do itself it passes on. A request: at the bound
    /// it is forgotten.
    void interrupt(CallJob job) {
        if (Cpu.currentOrNull() == null) {
            job.interruptRunner();
        } else if (toInterrupt.relaxedOffer(job)) {
            VarHandle.fullFence();
            interrupter.wake();
        }
    }

    /// Answers what waits with [Message#TARGET_ENDED], once it is closed. Any thread may call. Relaxed: a job
    /// that is about to be published is not waited for, for whoever publishes it comes here himself.
    void answerQueued() {
        for (CallJob job = queue.relaxedPoll(); job != null; job = queue.relaxedPoll()) {
            job.answerUnrun(Message.TARGET_ENDED);
        }
    }

    /// Ends it: what waits is answered, what runs is asked to give up, and the threads end when it has. Waits for
    /// nothing. For ordinary threads.
    void close() {
        closed = true;
        VarHandle.fullFence();
        answerQueued();
        for (CallWorker worker : workers) {
            final CallJob job = worker.job();
            if (job != null) {
                job.abort();
            }
            worker.wake();
        }
        interrupter.wake();
    }

    private void wakeOne() {
        for (CallWorker worker : workers) {
            if (worker.wake()) {
                return;
            }
        }
    }
}
