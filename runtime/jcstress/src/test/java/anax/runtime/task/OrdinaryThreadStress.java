package anax.runtime.task;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.Cpu;
import anax.runtime.IdleMachine;
import anax.runtime.ReplyPort;
import anax.runtime.clock.SystemClock;
import anax.runtime.crossbar.Doorbell;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// An ordinary Java thread that waits for a [Future], as whoever joins a task does, while the CPU of the future
/// settles it: the thread goes on, and sees what was written before.
///
/// First result: what the thread read before it waited, when it may see anything. Second: what it read afterwards, -1
/// if it got another value than that of the future. Third: 1 if its wake-up was lost.
final class OrdinaryThreadStress {
    private static final int OTHER_VALUE = -1;
    private static final String VALUE = "value";

    private OrdinaryThreadStress() {}

    /// The CPU, played by an actor, and what it settles. Owner: one round of a test.
    private static final class Side {
        private static final Cpu CPU = IdleMachine.ofCpus(1).cpu(0);

        private final Future<String> future = new Future<>(CPU);
        private int written;

        /// Settles the future before it has seen the request of who waits, or after; then sees to it.
        void run() {
            boolean served = IdleMachine.serve(CPU);
            written = 1;
            final Request completion = new Request(null);
            completion.set(future, Future.COMPLETE, 0, VALUE);
            future.onRequest(completion);
            while (!served) {
                Thread.onSpinWait();
                served = IdleMachine.serve(CPU);
            }
        }
    }

    /// The real way, through a real inbox and a real port.
    @JCStressTest
    @Outcome(
            id = {"0, 1, 0", "1, 1, 0"},
            expect = ACCEPTABLE,
            desc = "The thread goes on and sees what was written.")
    @Outcome(expect = FORBIDDEN, desc = "It went on without, or slept until its time was up.")
    @State
    public static class Get {
        private static final Duration LIMIT = Duration.ofSeconds(2);

        private final Side side = new Side();

        @Actor
        public void cpu() {
            side.run();
        }

        @Actor
        @SuppressWarnings("ReferenceEquality") // it is to be the very value
        public void thread(III_Result r) {
            r.r1 = side.written;
            final long beganNs = SystemClock.INSTANCE.nowNs();
            r.r2 = got() == VALUE ? side.written : OTHER_VALUE;
            r.r3 = SystemClock.INSTANCE.nowNs() - beganNs >= LIMIT.toNanos() ? 1 : 0;
        }

        private String got() {
            try {
                return side.future.get(LIMIT);
            } catch (TimeoutException | InterruptedException late) {
                throw new IllegalStateException(late);
            }
        }
    }

    /// A thread that does not look once more when it has said that it parks. It sleeps for a millisecond where
    /// the real one would sleep for ever.
    @JCStressTest
    @Outcome(
            id = {"0, 1, 1", "1, 1, 1"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "The thread sleeps, the reply is there, and nobody was told to wake it.")
    @Outcome(
            id = {"0, 1, 0", "1, 1, 0"},
            expect = ACCEPTABLE,
            desc = "As with a second look.")
    @Outcome(expect = FORBIDDEN, desc = "It went on without what was written.")
    @State
    public static class GetTwinWithoutSecondLook {
        private static final long SLEEP_NS = 1_000_000;

        private final Side side = new Side();
        private final Doorbell bell = new Doorbell();
        private final Request request = new Request(null);
        private volatile Thread waiter;
        private volatile boolean home;
        private boolean told;
        private boolean sleptOn;

        @Actor
        public void cpu() {
            side.run();
        }

        @Actor
        public void thread(III_Result r) {
            r.r1 = side.written;
            waiter = Thread.currentThread();
            request.replyTo(new ReplyPort("twin", reply -> wake()));
            request.set(side.future, Future.GET, 0, null);
            side.future.port().sendMessage(request);
            while (!home) {
                bell.announcePark();
                LockSupport.parkNanos(this, SLEEP_NS);
                sleptOn = home;
                bell.cancelPark();
            }
            r.r2 = side.written;
        }

        private void wake() {
            home = true;
            told = bell.ring();
            if (told) {
                LockSupport.unpark(waiter);
            }
        }

        @Arbiter
        public void end(III_Result r) {
            r.r3 = sleptOn && !told ? 1 : 0;
        }
    }
}
