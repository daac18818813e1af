package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The race of a reply with the foreign thread that goes to park for it, in the steps of [ForeignPort]: the thread
/// finds the reply, with what the replier wrote into it, or the replier is told to wake the thread.
///
/// First result: whether the replier was told to wake the thread. Second: what was in the reply that the thread found
/// when it looked once more, -1 if it found none.
final class ForeignReplyStress {
    private static final int NOTHING = -1;

    private ForeignReplyStress() {}

    /// Owner: as the message's.
    private static final class Reply extends Message {
        private int payload;
    }

    private static int look(MpscVarHandleArrayQueue<Message> replies) {
        return replies.isEmpty() ? NOTHING : ((Reply) replies.poll()).payload;
    }

    /// The real queue and the real bell.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The reply was there when the thread looked.")
    @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "The thread looked too early, and is woken.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The thread found the reply, and is woken as well.")
    @Outcome(id = "0, -1", expect = FORBIDDEN, desc = "The thread parks for ever.")
    @Outcome(expect = FORBIDDEN, desc = "The reply came without what was written into it.")
    @State
    public static class Park {
        private final MpscVarHandleArrayQueue<Message> replies = new MpscVarHandleArrayQueue<>(Lane.MIN_BOUND);
        private final Doorbell bell = new Doorbell();
        private final Reply reply = new Reply();

        @Actor
        public void replier(II_Result r) {
            reply.payload = 1;
            replies.offer(reply);
            r.r1 = bell.ring() ? 1 : 0;
        }

        @Actor
        public void thread(II_Result r) {
            bell.announcePark();
            r.r2 = look(replies);
        }
    }

    /// A thread that looks first, and says that it parks afterwards.
    @JCStressTest
    @Outcome(id = "0, -1", expect = ACCEPTABLE_INTERESTING, desc = "The thread parks for ever.")
    @Outcome(expect = ACCEPTABLE, desc = "As with a second look.")
    @State
    public static class ParkTwinWithoutSecondLook {
        private final MpscVarHandleArrayQueue<Message> replies = new MpscVarHandleArrayQueue<>(Lane.MIN_BOUND);
        private final Doorbell bell = new Doorbell();
        private final Reply reply = new Reply();

        @Actor
        public void replier(II_Result r) {
            reply.payload = 1;
            replies.offer(reply);
            r.r1 = bell.ring() ? 1 : 0;
        }

        @Actor
        public void thread(II_Result r) {
            r.r2 = look(replies);
            bell.announcePark();
        }
    }
}
