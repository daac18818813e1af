package anax.runtime;

import anax.runtime.clock.SystemClock;
import anax.runtime.crossbar.Doorbell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/// The port of an ordinary Java thread, platform or virtual: with it the thread sends to ports of machines, waits for
/// replies, and takes requests itself.
///
/// Owner: the thread that makes it; only it may get messages and wait. Allocates when made. Waiting parks the thread,
/// which frees the carrier of a virtual one. Bounds: the thread may have as many messages under way as the bound
/// says, one more is refused by an exception, since only the thread itself could make room; as many requests may lie
/// on the port, one more is replied with [Message#NO_ROOM]. A send waits up to a second where the inbox of the
/// target's CPU is full, then it is refused by an exception, and the message is the caller's again.
///
/// ```java
/// ForeignPort port = new ForeignPort(64);
/// int answer = server.port().doMessage(new Question().replyTo(port));
/// ```
public final class ForeignPort extends Port {
    private static final long NEVER = Long.MAX_VALUE;

    private final Thread owner = Thread.currentThread();
    private final int bound;
    private final MpscVarHandleArrayQueue<Message> replies;
    private final MpscVarHandleArrayQueue<Message> requests;
    private final Doorbell doorbell = new Doorbell();
    private final ArrayDeque<Message> collected; // asynchronous replies that are home
    private int underWay;

    /// Makes a port for the calling thread.
    ///
    /// @param bound how many messages it may have under way, and how many requests may lie on it: 1 to 65536
    /// @throws IllegalArgumentException if the bound is another one
    /// @throws IllegalStateException if a lightweight thread calls; it has a port already
    public ForeignPort(int bound) {
        if (bound < 1 || bound > 1 << 16) {
            throw new IllegalArgumentException("bound " + bound + " was given to a foreign port; use 1 to 65536");
        }
        if (Cpu.currentOrNull() != null) {
            throw new IllegalStateException(
                    Lwkt.current() + " tried to make a foreign port, which would block its CPU; use Lwkt.port()");
        }
        this.bound = bound;
        // Twice: each message under way may have a request to abort it beside it.
        replies = new MpscVarHandleArrayQueue<>(2 * bound);
        requests = new MpscVarHandleArrayQueue<>(Math.max(2, bound));
        collected = new ArrayDeque<>(bound);
    }

    /// Sends a message and waits for its reply, but not longer than allowed.
    ///
    /// If time is up or the thread is interrupted, the target is asked to give the message up, if it can be
    /// aborted; it stays under way until its reply is home: [#waitReply] waits for that, [Message#isDone] tells
    /// it after any call that looks for messages here.
    ///
    /// @return what the target replied
    /// @throws TimeoutException      if no reply came in time
    /// @throws InterruptedException  if the thread was interrupted
    /// @throws IllegalStateException as [Port#doMessage] says
    public int doMessage(Port target, Message message, Duration timeout) throws TimeoutException, InterruptedException {
        refuseOthers("send");
        final long untilNs = now() + timeout.toNanos();
        message.replyTo(this);
        message.departSync(target);
        int result = target.putPort(message);
        if (result != Message.ASYNC) {
            message.completeInPlace(result);
            return result;
        }
        while (!message.isDone()) {
            if (takeReplies()) {
                continue;
            }
            if (Thread.interrupted()) {
                message.abortMessage();
                throw new InterruptedException("interrupted while a message was under way; it still is");
            }
            if (now() - untilNs >= 0) {
                message.abortMessage();
                throw new TimeoutException("no reply came within " + timeout + "; the message is still under way");
            }
            park(untilNs);
        }
        return message.error();
    }

    @Override
    public Message getMessage() {
        refuseOthers("look for messages");
        takeReplies();
        Message message = collected.pollFirst();
        if (message != null) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.HOME);
            return message;
        }
        message = requests.poll();
        if (message != null) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.PROCESSED);
        }
        return message;
    }

    @Override
    public Message waitMessage() {
        Message message;
        while ((message = getMessage()) == null) {
            park(NEVER);
        }
        return message;
    }

    @Override
    int awaitReply(Message message) {
        boolean interrupted = false;
        while (!message.isDone()) {
            if (!takeReplies()) {
                park(NEVER);
                interrupted |= Thread.interrupted();
            }
        }
        if (message.isQueued() && collected.remove(message)) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.HOME);
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // this wait does not end by it; the next one that can may
        }
        return message.error();
    }

    /// How many of the thread's messages are under way.
    public int underWay() {
        return underWay;
    }

    /// Whose port it is.
    @Override
    public String toString() {
        return "the port of Java thread " + owner.getName();
    }

    @Override
    void checkWaiter() {
        refuseOthers("wait for a reply");
    }

    @Override
    int putPort(Message message) {
        assert message.moved(MessageState.QUEUED);
        message.set(Message.QUEUED);
        if (!requests.offer(message)) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.PROCESSED);
            return Message.NO_ROOM;
        }
        wakeOwner();
        return Message.ASYNC;
    }

    @Override
    void replyPort(Message message) {
        assert message.moved(MessageState.REPLYING);
        message.set(Message.REPLY);
        boolean offered = replies.offer(message);
        assert offered : "more replies came to " + this + " than messages were under way";
        wakeOwner();
    }

    @Override
    void arrive(Cpu cpu, Message message) {
        throw new AssertionError("a message crossed CPUs to " + this);
    }

    @Override
    void release(Message message) {} // requests to abort do not follow messages to here

    /// Counts a message that goes out.
    ///
    /// @throws IllegalStateException if the bound is reached, or another thread sends
    void admit() {
        refuseOthers("send");
        if (underWay == bound) {
            throw new IllegalStateException(bound + " messages of " + this + " are under way, which is its bound;"
                    + " collect replies before you send more, or make the port larger");
        }
        underWay++;
    }

    /// Counts a message that is home.
    void cameBack() {
        underWay--;
    }

    /// Takes home what came.
    private boolean takeReplies() {
        boolean some = false;
        for (Message message = replies.poll(); message != null; message = replies.poll()) {
            some = true;
            if (message.is(Message.ABORT)) {
                takeAbortHome((AbortMessage) message);
                continue;
            }
            underWay--;
            if (message.abort() != null) {
                message.holdReply();
            } else {
                takeHome(message);
            }
        }
        return some;
    }

    private void takeAbortHome(AbortMessage request) {
        request.set(Message.DONE);
        assert request.moved(MessageState.HOME);
        if (request.original().releaseReply()) {
            takeHome(request.original());
        }
    }

    private void takeHome(Message message) {
        message.set(Message.DONE);
        if (message.isSync()) {
            assert message.moved(MessageState.HOME);
            return;
        }
        assert message.moved(MessageState.REPLIED);
        message.set(Message.QUEUED);
        collected.addLast(message);
    }

    private void park(long untilNs) {
        doorbell.announcePark();
        if (replies.isEmpty() && requests.isEmpty()) {
            if (untilNs == NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, untilNs - now());
            }
        }
        doorbell.cancelPark();
    }

    private void wakeOwner() {
        if (doorbell.ring()) {
            LockSupport.unpark(owner);
        }
    }

    private void refuseOthers(String what) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "Java thread " + Thread.currentThread().getName() + " tried to " + what + " on " + this
                            + "; only the thread that made the port may");
        }
    }

    private static long now() {
        return SystemClock.INSTANCE.nowNs();
    }
}
