package anax.runtime.call;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.InPlacePort;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import anax.runtime.crossbar.Doorbell;
import java.lang.invoke.VarHandle;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The two races of a [CallPool]: of a call that is passed with the close, and with a worker that goes to park.
final class CallPoolStress {
    private static final CallPortConfig CONFIG =
            CallPortConfig.named("stressed").withThreads(0).withQueueBound(2);
    private static final int NOTHING = -1;

    private CallPoolStress() {}

    /// A call and how often each side has answered it. Owner: one round of a test.
    private static final class Ward {
        private final Call call = new Call(0);
        private Thread passer;
        private int byPasser;
        private int byCloser;

        private Ward() {
            call.replyTo(new ReplyPort("count", reply -> count()));
        }

        private void count() {
            if (Thread.currentThread() == passer) {
                byPasser++;
            } else {
                byCloser++;
            }
        }

        /// Sends the call to what takes it.
        void send(InPlacePort taker) {
            passer = Thread.currentThread();
            taker.sendMessage(call);
        }

        void tell(II_Result r) {
            r.r1 = byPasser;
            r.r2 = byCloser;
        }
    }

    /// The real pool, without threads: whoever is later, the one who passes or the one who closes, answers the
    /// call.
    ///
    /// First result: how often who passed it has answered it. Second: how often who closed has.
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "It was passed, and then seen that the pool is closed.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It lay there when the pool was closed.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "It has no answer for ever.")
    @Outcome(expect = FORBIDDEN, desc = "It was answered twice.")
    @State
    public static class Close {
        private final CallPool pool = new CallPool(CONFIG, new CallCounters());
        private final CallEntry entry = new CallEntry("nothing", CallKind.BLOCKING, call -> 0);
        private final InPlacePort taker = new InPlacePort("taker", call -> pool.pass((Call) call, entry));
        private final Ward ward = new Ward();

        @Actor
        public void passer() {
            ward.send(taker);
        }

        @Actor
        public void closer() {
            pool.close();
        }

        @Arbiter
        public void result(II_Result r) {
            ward.tell(r);
        }
    }

    /// Who passes looks whether it is closed before he publishes the call, and not after.
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "It has no answer for ever.")
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = ACCEPTABLE,
            desc = "As with a look afterwards.")
    @Outcome(expect = FORBIDDEN, desc = "It was answered twice.")
    @State
    public static class CloseTwinThatLooksFirst {
        private final MpmcVarHandleArrayQueue<Call> queue = new MpmcVarHandleArrayQueue<>(2);
        private final InPlacePort taker = new InPlacePort("taker", call -> pass((Call) call));
        private final Ward ward = new Ward();
        private volatile boolean closed;

        private int pass(Call call) {
            if (closed) {
                return Message.TARGET_ENDED;
            }
            queue.relaxedOffer(call);
            return Message.ASYNC;
        }

        @Actor
        public void passer() {
            ward.send(taker);
        }

        @Actor
        public void closer() {
            closed = true;
            VarHandle.fullFence();
            Call call = queue.relaxedPoll();
            if (call != null) {
                call.replyMessage(Message.TARGET_ENDED);
            }
        }

        @Arbiter
        public void result(II_Result r) {
            ward.tell(r);
        }
    }

    /// The steps of [CallPool#pass] and [CallWorker]: the worker finds the job, or who passed it is told to wake
    /// the worker.
    ///
    /// First result: whether who passed was told so. Second: the job that the worker found, -1 if none.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The job was there when the worker looked.")
    @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "The worker looked too early, and is woken.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The worker found the job, and is woken as well.")
    @Outcome(id = "0, -1", expect = FORBIDDEN, desc = "The worker parks for ever.")
    @State
    public static class Park {
        private final MpmcVarHandleArrayQueue<Integer> queue = new MpmcVarHandleArrayQueue<>(2);
        private final Doorbell bell = new Doorbell();

        @Actor
        public void passer(II_Result r) {
            queue.relaxedOffer(1);
            VarHandle.fullFence();
            r.r1 = bell.isParked() && bell.ring() ? 1 : 0;
        }

        @Actor
        public void worker(II_Result r) {
            bell.announcePark();
            r.r2 = queue.isEmpty() ? NOTHING : queue.poll();
        }
    }

    /// A worker that looks first, and says that it parks afterwards.
    @JCStressTest
    @Outcome(id = "0, -1", expect = ACCEPTABLE_INTERESTING, desc = "The worker parks for ever.")
    @Outcome(expect = ACCEPTABLE, desc = "As with a second look.")
    @State
    public static class ParkTwinWithoutSecondLook {
        private final MpmcVarHandleArrayQueue<Integer> queue = new MpmcVarHandleArrayQueue<>(2);
        private final Doorbell bell = new Doorbell();

        @Actor
        public void passer(II_Result r) {
            queue.relaxedOffer(1);
            VarHandle.fullFence();
            r.r1 = bell.isParked() && bell.ring() ? 1 : 0;
        }

        @Actor
        public void worker(II_Result r) {
            r.r2 = queue.isEmpty() ? NOTHING : queue.poll();
            bell.announcePark();
        }
    }
}
