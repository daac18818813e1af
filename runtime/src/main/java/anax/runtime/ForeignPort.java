package anax.runtime;

import anax.runtime.clock.SystemClock;
import anax.runtime.crossbar.Doorbell;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/// The port of an ordinary Java thread, platform or virtual: with it the thread sends to ports of machines, waits for
/// replies, and takes requests itself.
///
/// Owner: the thread that makes it; only it may get messages and wait. Allocates when made. Waiting parks the thread,
/// which frees the carrier of a virtual one. Bounds: the thread may have as many messages under way as the bound
/// says, one more is refused by an exception, since only the thread itself could make room; as many requests may lie
/// on the port, one more is replied with [Message#NO_ROOM]. A send waits up to a second where the inbox of the
/// target's CPU is full, then it is refused by an exception, and the message is the caller's again. Requests are
/// served in the order of their coming, whatever their priority.
///
/// **When the machine stops.** What was sent to it and is not home never comes: a thread that waits for it, then or
/// later, gets a [CancellationException]. So it does while it waits for whatever comes, if all that it has under way
/// was lost with machines; a thread that has nothing under way waits on, for requests may come from elsewhere. Only
/// machines that the thread itself has sent to are watched, not those to which its messages were forwarded.
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
    private final AtomicInteger requestCount = new AtomicInteger(); // the queue's bound is rounded up
    private final AtomicInteger machineEnds = new AtomicInteger();
    private final ArrayDeque<Message> collected; // asynchronous replies that are home
    private final List<Machine> machines = new ArrayList<>(1); // those it sent to since nothing was under way
    private Machine lastSentTo;
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
        final long untilNs = deadline(timeout);
        message.replyTo(this);
        message.departSync(target);
        int result = target.putPort(message);
        if (result != Message.ASYNC) {
            message.completeInPlace(result);
            return result;
        }
        while (!comesHome(message)) {
            final int seen = machineEnds.get();
            refuseIfLost(message);
            if (Thread.interrupted()) {
                throw askedBack(
                        message,
                        new InterruptedException("interrupted while a message was under way; it" + " still is"));
            }
            if (now() - untilNs >= 0) {
                throw askedBack(
                        message,
                        new TimeoutException("no reply came within " + timeout + "; the message is still under way"));
            }
            park(untilNs, seen);
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
            requestCount.getAndDecrement();
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.PROCESSED);
        }
        return message;
    }

    /// @throws CancellationException if all that the thread has under way was lost with machines that have
    ///     stopped
    @Override
    public Message waitMessage() {
        boolean interrupted = false;
        try {
            while (true) {
                final int seen = machineEnds.get();
                final boolean lost = isAllLost(); // before the look, so that what came before the end is found
                final Message message = getMessage();
                if (message != null) {
                    return message;
                }
                refuseIf(lost);
                park(NEVER, seen);
                interrupted |= Thread.interrupted(); // park would not wait again
            }
        } finally {
            restore(interrupted);
        }
    }

    /// Waits until there is a message and takes it, but not longer than allowed.
    ///
    /// @return null if time was up
    /// @throws InterruptedException  if the thread was interrupted
    /// @throws CancellationException as of [#waitMessage()]
    public Message waitMessage(Duration timeout) throws InterruptedException {
        final long untilNs = deadline(timeout);
        while (true) {
            final int seen = machineEnds.get();
            final boolean lost = isAllLost();
            final Message message = getMessage();
            if (message != null) {
                return message;
            }
            refuseIf(lost);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while it waited for messages");
            }
            if (now() - untilNs >= 0) {
                return null;
            }
            park(untilNs, seen);
        }
    }

    /// @throws CancellationException if the message was lost with the machine that it was sent to
    @Override
    int awaitReply(Message message) {
        boolean interrupted = false;
        try {
            while (!comesHome(message)) {
                final int seen = machineEnds.get();
                refuseIfLost(message);
                park(NEVER, seen);
                interrupted |= Thread.interrupted();
            }
        } finally {
            restore(interrupted);
        }
        if (message.isQueued() && collected.remove(message)) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.HOME);
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
        if (message.isSyncOfSender() && Thread.currentThread() == owner) {
            message.stayBehind();
            throw new IllegalStateException("Java thread " + owner.getName() + " sent a synchronous message to its own"
                    + " port and would wait for itself for ever; call the work directly, or send the message and go"
                    + " on");
        }
        assert message.moved(MessageState.QUEUED);
        final ReceiptHandler receiptHandler = message.takeReceiptHandler();
        message.set(Message.QUEUED);
        if (!offerRequest(message)) {
            message.clear(Message.QUEUED);
            assert message.moved(MessageState.PROCESSED);
            return Message.NO_ROOM;
        }
        wakeOwner();
        if (receiptHandler != null) {
            receiptHandler.queued(message);
        }
        return Message.ASYNC;
    }

    @Override
    boolean replyPort(Message message) {
        assert message.moved(MessageState.REPLYING);
        message.set(Message.REPLY);
        boolean offered = replies.offer(message);
        assert offered : "more replies came to " + this + " than messages were under way";
        wakeOwner();
        return true;
    }

    @Override
    void arrive(Cpu cpu, Message message) {
        throw new AssertionError("a message crossed CPUs to " + this);
    }

    @Override
    void release(Message message) {} // requests to abort do not follow messages to here

    @Override
    void takeBack(Message message) {}

    /// Counts a message that goes out.
    ///
    /// @throws IllegalStateException if the bound is reached, it is droppable, or another thread sends
    void admit(Port target, Message message) {
        refuseOthers("send");
        if (message.is(Message.DROPPABLE)) {
            throw new IllegalStateException("a droppable message was sent with " + this + " for its reply, which would"
                    + " count it for ever if it were dropped; make it undroppable first");
        }
        if (underWay == bound) {
            throw new IllegalStateException(bound + " messages of " + this + " are under way, which is its bound;"
                    + " collect replies before you send more, or make the port larger");
        }
        final Cpu home = target.homeOrNull();
        if (home != null) {
            watch(home.machine());
        }
        underWay++;
    }

    /// A machine has stopped to which it has sent.
    void onMachineEnd() {
        machineEnds.getAndIncrement();
        wakeOwner();
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

    /// True if a message is home, after a look for it.
    private boolean comesHome(Message message) {
        return message.isDone() || (takeReplies() && message.isDone());
    }

    /// Looks once more, for what was replied just before its machine ended.
    private void refuseIfLost(Message message) {
        final Cpu home = message.sentTo().homeOrNull();
        if (home != null && home.machine().foreignPorts().hasEnded() && !comesHome(message)) {
            throw new CancellationException("a reply was waited for from machine "
                    + home.machine().config().name() + ", which is stopped; the message is lost");
        }
    }

    private boolean isAllLost() {
        if (underWay == 0 || machines.isEmpty()) {
            return false;
        }
        for (Machine machine : machines) {
            if (!machine.foreignPorts().hasEnded()) {
                return false;
            }
        }
        return true;
    }

    private void refuseIf(boolean allLost) {
        if (allLost && underWay != 0) {
            throw new CancellationException(underWay + " messages of " + this
                    + " were lost with machines that are stopped; wait no more for them, and make another port");
        }
    }

    private <E extends Exception> E askedBack(Message message, E reason) {
        try {
            message.abortMessage();
        } catch (IllegalStateException refused) { // it is under way as before, which the reason says
            reason.addSuppressed(refused);
        }
        return reason;
    }

    private boolean offerRequest(Message message) {
        if (requestCount.getAndIncrement() < bound && requests.offer(message)) {
            return true;
        }
        requestCount.getAndDecrement();
        return false;
    }

    private void watch(Machine machine) {
        if (machine == lastSentTo) {
            return;
        }
        lastSentTo = machine;
        if (underWay == 0) {
            machines.removeIf(each -> each.foreignPorts().hasEnded());
        }
        if (!machines.contains(machine)) {
            machines.add(machine);
            machine.foreignPorts().add(this);
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt(); // that wait did not end by it; the next one that can may
        }
    }

    private static long deadline(Duration timeout) {
        return now() + timeout.toNanos();
    }

    private void park(long untilNs, int seenEnds) {
        doorbell.announcePark();
        if (replies.isEmpty() && requests.isEmpty() && machineEnds.get() == seenEnds) {
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
