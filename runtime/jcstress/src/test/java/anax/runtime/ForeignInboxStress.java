package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.crossbar.Lane;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// What ordinary threads put into an inbox comes out once each, with what they wrote into it before.
///
/// `relaxedPoll` answers null while an entry is on its way in, so "nothing" is always allowed during the race; what
/// it passed over has to be there afterwards.
final class ForeignInboxStress {
    private static final int NOT_YET = -1;

    private ForeignInboxStress() {}

    /// Owner: as the message's.
    private static final class Entry extends Ipi {
        private int payload;

        @Override
        protected void run(Cpu cpu) {}
    }

    /// First result: what was in the entry that the CPU took during the race, -1 if it took none. Second: how many
    /// entries came out in all.
    @JCStressTest
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "The entry came out after the race.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It came out with what was written into it.")
    @Outcome(id = "0, 1", expect = FORBIDDEN, desc = "It came out without what was written into it.")
    @Outcome(expect = FORBIDDEN, desc = "It was lost, or came out twice.")
    @State
    public static class OneSender {
        private final ForeignInbox inbox = new ForeignInbox(Lane.MIN_BOUND);
        private final Entry entry = new Entry();
        private int before;

        @Actor
        public void sender() {
            entry.payload = 1;
            inbox.offer(entry);
        }

        @Actor
        public void cpu(II_Result r) {
            before = entry.payload;
            boolean came = inbox.poll() != null;
            r.r1 = came ? entry.payload : NOT_YET;
            r.r2 = came ? 1 : 0;
        }

        @Arbiter
        public void rest(II_Result r) {
            assert before <= 1;
            while (inbox.poll() != null) {
                r.r2++;
            }
        }
    }

    /// A second thread hands in and then plays the CPU. First result: a bit for each entry that it took during the
    /// race, 4 if one came without its payload. Second: how many came out in all.
    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Whoever came first was not done; both came out later.")
    @Outcome(
            id = {"1, 2", "2, 2", "3, 2"},
            expect = ACCEPTABLE,
            desc = "One or both came out at once.")
    @Outcome(expect = FORBIDDEN, desc = "An entry was lost, came out twice, or without what was written into it.")
    @State
    public static class TwoSenders {
        private final ForeignInbox inbox = new ForeignInbox(Lane.MIN_BOUND);
        private final Entry one = new Entry();
        private final Entry two = new Entry();

        @Actor
        public void sender() {
            one.payload = 1;
            inbox.offer(one);
        }

        @Actor
        public void otherSenderThenCpu(II_Result r) {
            two.payload = 2;
            inbox.offer(two);
            for (Ipi ipi = inbox.poll(); ipi != null; ipi = inbox.poll()) {
                int payload = ((Entry) ipi).payload;
                r.r1 |= payload != 0 ? payload : 4;
                r.r2++;
            }
        }

        @Arbiter
        public void rest(II_Result r) {
            while (inbox.poll() != null) {
                r.r2++;
            }
        }
    }

    /// Senders that take their slot by a plain read and write of the index, where the inbox swaps it, may take the
    /// same one.
    @JCStressTest
    @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "As in the inbox.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE_INTERESTING, desc = "An entry was lost.")
    @State
    public static class TwoSendersTwinWithoutSwap {
        private final Entry[] slots = new Entry[Lane.MIN_BOUND];
        private int index;

        private void offer(Entry entry) {
            final int slot = index;
            index = slot + 1;
            slots[slot] = entry;
        }

        @Actor
        public void sender() {
            offer(new Entry());
        }

        @Actor
        public void otherSender() {
            offer(new Entry());
        }

        @Arbiter
        public void rest(II_Result r) {
            for (Entry entry : slots) {
                r.r2 += entry != null ? 1 : 0;
            }
        }
    }

    /// The CPU's side through a plain field.
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It came without what was written.")
    @Outcome(expect = ACCEPTABLE, desc = "As through the inbox.")
    @State
    public static class OneSenderTwinThroughPlainField {
        private final Entry entry = new Entry();
        private Ipi slot;

        @Actor
        public void sender() {
            entry.payload = 1;
            slot = entry;
        }

        @Actor
        public void cpu(II_Result r) {
            r.r1 = entry.payload;
            r.r2 = slot != null ? entry.payload : NOT_YET;
        }
    }
}
