package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.crossbar.Lane;
import anax.runtime.crossbar.LaneReceiver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// What a CPU wrote into the plain fields of an entry is seen by the one that takes it off a lane, and back again.
///
/// Each reader looks at the fields also before the hand-over, where it may see anything. That is what lets a compiler
/// show a hand-over that orders nothing, on processors that never would: it reads once for both.
final class LaneStress {
    private static final int NOT_YET = -1;
    private static final int TURNS = 200;

    private LaneStress() {}

    /// An entry as the runtime has them: plain fields, no class of which is safe to publish by a race.
    private static final class Entry {
        private int question;
        private int answer;
    }

    /// The entry of a lane, taken as [Inbound] does; null if there was none.
    private static Entry taken(LaneReceiver<Entry> receiver) {
        return receiver.take() != 0 ? receiver.next() : null;
    }

    private static Entry awaited(LaneReceiver<Entry> receiver) {
        Entry entry = null;
        for (int turn = 0; turn < TURNS && entry == null; turn++) {
            entry = taken(receiver);
        }
        return entry;
    }

    /// One way, through a real lane. First result: what was read before, second: after the hand-over.
    @JCStressTest
    @Outcome(
            id = {"0, -1", "1, -1"},
            expect = ACCEPTABLE,
            desc = "The entry has not come.")
    @Outcome(
            id = {"0, 1", "1, 1"},
            expect = ACCEPTABLE,
            desc = "It came with what was written into it.")
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = FORBIDDEN,
            desc = "It came without.")
    @State
    public static class OneWay {
        private final Lane<Entry> lane = new Lane<>(Lane.MIN_BOUND);
        private final Entry entry = new Entry();

        @Actor
        public void sender() {
            entry.question = 1;
            lane.sender().offer(entry);
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = entry.question;
            r.r2 = taken(lane.receiver()) != null ? entry.question : NOT_YET;
        }
    }

    /// The same through a plain field.
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It came without what was written.")
    @Outcome(expect = ACCEPTABLE, desc = "As through a lane.")
    @State
    public static class OneWayTwinThroughPlainField {
        private final Entry entry = new Entry();
        private Entry slot;

        @Actor
        public void sender() {
            entry.question = 1;
            slot = entry;
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = entry.question;
            r.r2 = slot != null ? entry.question : NOT_YET;
        }
    }

    /// An entry that is made and sent at once is whole when it is taken.
    @JCStressTest
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = "The entry has not come.")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "It came whole.")
    @Outcome(expect = FORBIDDEN, desc = "It came half made.")
    @State
    public static class NewEntry {
        private final Lane<Entry> lane = new Lane<>(Lane.MIN_BOUND);

        @Actor
        public void sender() {
            Entry entry = new Entry();
            entry.question = 1;
            entry.answer = 2;
            lane.sender().offer(entry);
        }

        @Actor
        public void receiver(I_Result r) {
            Entry entry = taken(lane.receiver());
            r.r1 = entry != null ? entry.question + entry.answer : NOT_YET;
        }
    }

    /// Out and back through two lanes: the same object comes home with the answer. First result: the question that
    /// the server saw, second: the answer that the client saw.
    @JCStressTest
    @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "The entry has not come.")
    @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "The answer has not come home.")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Out and back.")
    @Outcome(expect = FORBIDDEN, desc = "One side missed what the other wrote.")
    @State
    public static class OutAndBack {
        private final Lane<Entry> there = new Lane<>(Lane.MIN_BOUND);
        private final Lane<Entry> back = new Lane<>(Lane.MIN_BOUND);
        private final Entry entry = new Entry();

        @Actor
        public void client(II_Result r) {
            entry.question = 1;
            there.sender().offer(entry);
            Entry reply = awaited(back.receiver());
            r.r2 = reply != null ? entry.answer : NOT_YET;
        }

        @Actor
        public void server(II_Result r) {
            Entry request = awaited(there.receiver());
            if (request == null) {
                r.r1 = NOT_YET;
                return;
            }
            r.r1 = request.question;
            request.answer = request.question + 1;
            back.sender().offer(request);
        }
    }
}
