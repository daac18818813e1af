package anax.runtime.call;

import anax.runtime.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One way of a call through the pool: it waits, it runs, it is answered, once.
///
/// Owner: the queue, then whoever claims it by the first step of its state. Allocated for each call that is passed to
/// the pool, for an aborted one leaves its place in the queue only when it is that one's turn, and its call may be
/// under way again by then.
///
/// | state        | the call is                     | next, and by whom                                            |
/// |--------------|---------------------------------|--------------------------------------------------------------|
/// | queued       | the queue's                     | running, by a worker; ended, by whoever aborts it            |
/// | running      | the handler's                   | ended, by the worker; interrupting, by whoever aborts it     |
/// | interrupting | the handler's                   | interrupted, by the same, when the thread is interrupted     |
/// | interrupted  | the handler's                   | ended, by the worker                                         |
/// | ended        | to be answered by who ended it  | none                                                         |
///
/// A worker leaves a job only when nobody is about to interrupt it, so no interruption meets the next one. What others
/// throw in here, a reply handler or a channel that is closed by the interruption, is logged: whoever answers, aborts
/// or closes has other calls to look after.
@SuppressWarnings("unused") // the state is reached through STATE only
final class CallJob {
    private static final Logger LOG = LoggerFactory.getLogger(CallJob.class);

    private static final int QUEUED = 0;
    private static final int RUNNING = 1;
    private static final int INTERRUPTING = 2;
    private static final int INTERRUPTED = 3;
    private static final int ENDED = 4;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(CallJob.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final CallPool pool;
    private final Call call;
    private final CallEntry entry;
    private int state = QUEUED;
    private Thread runner; // set before it runs
    private volatile boolean abortRequested;

    CallJob(CallPool pool, Call call, CallEntry entry) {
        this.pool = pool;
        this.call = call;
        this.entry = entry;
    }

    /// Runs the handler and answers the call, unless it was aborted before. For a worker.
    void run(Thread worker) {
        runner = worker;
        if (!stateCompareAndSet(QUEUED, RUNNING)) {
            return;
        }
        if (pool.isClosed()) { // only now: whoever closes looks for jobs that run after he has said so
            end();
            reply(Message.TARGET_ENDED);
            return;
        }
        int result = call.run(entry.handler());
        end();
        if (result == CallPort.CALL_FAILED) {
            result = resultOfFailure();
        }
        if (result != Message.ASYNC) {
            reply(result);
        }
    }

    /// Answers the call in the place of a worker, unless it is claimed already.
    ///
    /// @return false if it is
    boolean answerUnrun(int result) {
        if (!stateCompareAndSet(QUEUED, ENDED)) {
            return false;
        }
        reply(result);
        return true;
    }

    /// Asks for it to be given up. For whoever may abort the call, and for whoever closes the pool.
    void abort() {
        abortRequested = true;
        if (answerUnrun(Message.ABORTED)) {
            pool.counters().countAborted();
        } else if (entry.kind() == CallKind.INTERRUPTIBLE && stateAcquire() == RUNNING) {
            pool.interrupt(this);
        }
    }

    boolean isAbortRequested() {
        return abortRequested;
    }

    /// Interrupts the thread that runs it, if one does. May block: interruption closes the channel that the
    /// thread is blocked on. So it is for ordinary threads.
    void interruptRunner() {
        if (stateCompareAndSet(RUNNING, INTERRUPTING)) {
            try {
                runner.interrupt();
            } catch (RuntimeException | Error failure) { // of the channel's; the thread is interrupted all the same
                LOG.warn("a channel failed to close that {} was blocked on", runner.getName(), failure);
            }
            stateRelease(INTERRUPTED); // in any case, for the worker waits for it
        }
    }

    /// Ends the run; from now on nobody interrupts it.
    @SuppressWarnings("ThreadPriorityCheck") // correct without it; it lets the interrupting thread go on
    private void end() {
        if (!stateCompareAndSet(RUNNING, ENDED)) {
            while (stateAcquire() == INTERRUPTING) {
                Thread.yield();
            }
            stateRelease(ENDED);
        }
        Thread.interrupted(); // by us, or by a handler that kept it: it is not for the next job
    }

    private int resultOfFailure() {
        if (abortRequested) {
            pool.counters().countAborted();
            return Message.ABORTED;
        }
        pool.counters().countFailed();
        return CallPort.CALL_FAILED;
    }

    private void reply(int result) {
        try {
            if (!call.replyMessage(result)) {
                pool.counters().countLate();
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("the answer of call {} was refused, or its handler failed", entry.name(), failure);
        }
    }

    private int stateAcquire() {
        return (int) STATE.getAcquire(this);
    }

    private void stateRelease(int value) {
        STATE.setRelease(this, value);
    }

    private boolean stateCompareAndSet(int expected, int value) {
        return STATE.compareAndSet(this, expected, value);
    }
}
