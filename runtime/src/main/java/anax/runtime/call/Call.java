package anax.runtime.call;

import anax.runtime.AbortHandler;
import anax.runtime.Message;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A numbered call: up to three numbers and an object go to the handler, a number and an object come back.
///
/// Owner: as of [Message]. Made once, it may be sent any number of times; setting arguments and sending allocate
/// nothing. Arguments keep their values until they are set anew; what an earlier handler answered is forgotten when
/// the next one begins.
@SuppressWarnings("unused") // the job is written through JOB only
public final class Call extends Message {
    /// Asks a [CallPort] to give a call up; for [Message#abortable]. One that still waits for a thread of the
    /// pool is answered with [Message#ABORTED] at once. For one that runs it depends on its [CallKind]. One that
    /// has not come to the port yet, since it waits on another that will forward it, is not found.
    public static final AbortHandler GIVE_UP = message -> ((Call) message).giveUp();

    private static final VarHandle JOB;

    static {
        try {
            JOB = MethodHandles.lookup().findVarHandle(Call.class, "job", CallJob.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int number;
    private long first;
    private long second;
    private long third;
    private Object object;

    private long value;
    private Object result;
    private Throwable failure;
    private CallJob job; // of its last way through a pool; who passes it there writes, who aborts it reads

    /// Makes a call that was never sent.
    ///
    /// @param number which handler it is for
    public Call(int number) {
        this.number = number;
    }

    /// Names another handler.
    ///
    /// @return this call
    public Call number(int newNumber) {
        assert isDone() : "a call that is under way was given another number";
        number = newNumber;
        return this;
    }

    /// Which handler it is for.
    public int number() {
        return number;
    }

    /// Sets the first argument.
    ///
    /// @return this call
    public Call arguments(long newFirst) {
        return arguments(newFirst, second, third);
    }

    /// Sets the first two arguments.
    ///
    /// @return this call
    public Call arguments(long newFirst, long newSecond) {
        return arguments(newFirst, newSecond, third);
    }

    /// Sets the arguments.
    ///
    /// @return this call
    public Call arguments(long newFirst, long newSecond, long newThird) {
        assert isDone() : "a call that is under way was given other arguments";
        first = newFirst;
        second = newSecond;
        third = newThird;
        return this;
    }

    /// The first argument.
    public long first() {
        return first;
    }

    /// The second argument.
    public long second() {
        return second;
    }

    /// The third argument.
    public long third() {
        return third;
    }

    /// Sets the argument that is an object; it is the handler's while the call is under way.
    ///
    /// @return this call
    public Call object(Object newObject) {
        assert isDone() : "a call that is under way was given another object";
        object = newObject;
        return this;
    }

    /// The argument that is an object.
    public Object object() {
        return object;
    }

    /// Answers with a number. For the handler.
    public void value(long newValue) {
        value = newValue;
    }

    /// The number that the handler answered; 0 if it did not.
    public long value() {
        return value;
    }

    /// Answers with an object. For the handler.
    public void result(Object newResult) {
        result = newResult;
    }

    /// The object that the handler answered; null if it did not.
    public Object result() {
        return result;
    }

    /// What the handler threw; null if it did not throw.
    public Throwable failure() {
        return failure;
    }

    /// True if the originator asked for the call back or the port was closed. For a handler on a thread of the
    /// pool, from time to time: if it then throws, the call is answered with [Message#ABORTED].
    public boolean isAbortRequested() {
        final CallJob current = jobAcquire();
        return current != null && current.isAbortRequested();
    }

    /// Runs its handler.
    ///
    /// @return the handler's result; [CallPort#CALL_FAILED] if it threw
    int run(CallHandler handler) {
        value = 0;
        result = null;
        failure = null;
        try {
            return handler.onCall(this);
        } catch (Throwable thrown) { // whatever it is, it is the caller's to know, and nobody else's to die of
            failure = thrown;
            return CallPort.CALL_FAILED;
        }
    }

    /// Notes the job that it is now.
    void job(CallJob next) {
        jobRelease(next);
    }

    /// Forgets its last way through a pool.
    void noJob() {
        if (job != null) { // most have none, and are spared the store
            jobRelease(null);
        }
    }

    private void giveUp() {
        final CallJob current = jobAcquire();
        if (current != null) {
            current.abort();
        }
    }

    private CallJob jobAcquire() {
        return (CallJob) JOB.getAcquire(this);
    }

    private void jobRelease(CallJob next) {
        JOB.setRelease(this, next);
    }
}
