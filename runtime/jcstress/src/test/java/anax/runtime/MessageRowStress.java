package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/// A [MessageRow] goes from its sender to the CPU that runs it, and back: it comes with what was put into it, and
/// whoever finds that it is back may fill it anew.
final class MessageRowStress {
    private static final int NOT_YET = -1;
    private static final int LOST = -2;
    private static final int TURNS = 50;

    private MessageRowStress() {}

    /// Owner: as the message's.
    private static final class Parcel extends Message {
        private int payload;
        private int seen; // by who took it
    }

    /// CPU 1 of a machine with a port of its own. Owner: one round of a test.
    private static final class Target {
        private static final Cpu CPU = IdleMachine.ofCpus(2).cpu(1);

        private final ThreadPort port = new Lwkt(CPU, "target", Priority.DAEMON, null).port();

        /// Begins a row to the port.
        void begin(MessageRow row, Parcel first, Parcel second) {
            row.begin(port, CPU, first, MessageRow.LENGTH);
            row.add(port, CPU, second);
        }

        /// Runs what comes through a lane soon.
        void takeFrom(Lane<Ipi> lane) {
            for (int turn = 0; turn < TURNS; turn++) {
                if (lane.receiver().take() != 0) {
                    lane.receiver().next().run(CPU);
                    return;
                }
            }
        }

        /// The payloads of what came to the port, as the figures of a number; 0 if nothing did.
        int payloads() {
            int payloads = 0;
            for (Message message = port.getMessage(); message != null; message = port.getMessage()) {
                payloads = 10 * payloads + ((Parcel) message).payload;
            }
            return payloads;
        }
    }

    private static Parcel parcel(int payload) {
        Parcel parcel = new Parcel();
        parcel.payload = payload;
        return parcel;
    }

    /// Out through a real lane, in the order of [Outbound]. First result: what came. Second: whether the row is
    /// back at the end.
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The row has not come.")
    @Outcome(id = "12, 1", expect = ACCEPTABLE, desc = "It came with both messages, and is back.")
    @Outcome(expect = FORBIDDEN, desc = "It came without all that was put into it, or is never back.")
    @State
    public static class Out {
        private final Lane<Ipi> lane = new Lane<>(Lane.MIN_BOUND);
        private final Target target = new Target();
        private final MessageRow row = new MessageRow();

        @Actor
        public void sender() {
            target.begin(row, parcel(1), parcel(2));
            row.leave();
            lane.sender().putForMany(row, row.count());
        }

        @Actor
        public void receiver(II_Result r) {
            target.takeFrom(lane);
            r.r1 = target.payloads();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = row.isBack() ? 1 : 0;
        }
    }

    /// Says that the row leaves when it has left already, and the bell was rung.
    @JCStressTest
    @Outcome(id = "12, 0", expect = ACCEPTABLE_INTERESTING, desc = "The row came, and is never back.")
    @Outcome(
            id = {"0, 0", "12, 1"},
            expect = ACCEPTABLE,
            desc = "As in the order of Outbound.")
    @Outcome(expect = FORBIDDEN, desc = "It came without all that was put into it.")
    @State
    public static class OutTwinThatSaysSoTooLate {
        private final Lane<Ipi> lane = new Lane<>(Lane.MIN_BOUND);
        private final Target target = new Target();
        private final MessageRow row = new MessageRow();
        private final Doorbell bell = new Doorbell();

        @Actor
        public void sender() {
            target.begin(row, parcel(1), parcel(2));
            lane.sender().putForMany(row, row.count());
            bell.ring();
            row.leave();
        }

        @Actor
        public void receiver(II_Result r) {
            target.takeFrom(lane);
            r.r1 = target.payloads();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = row.isBack() ? 1 : 0;
        }
    }

    /// Back, and filled anew while the target may still be about it. First result: what the sender saw in a
    /// message before it asked whether the row is back, when it may see anything. Second: the same afterwards, -1
    /// if the row was not back. Third: what came to the target, and then with the row that was filled anew, -2 if
    /// that was spoilt.
    @JCStressTest
    @Outcome(
            id = {"0, -1, 12", "1, -1, 12"},
            expect = ACCEPTABLE,
            desc = "The row is not back.")
    @Outcome(
            id = {"0, 1, 1234", "1, 1, 1234"},
            expect = ACCEPTABLE,
            desc = "It is back, and filled anew.")
    @Outcome(expect = FORBIDDEN, desc = "It was back before the target was through with it.")
    @State
    public static class Back {
        private final Target target = new Target();
        private final MessageRow row = new MessageRow();
        private final Parcel first = parcel(1);

        public Back() {
            target.begin(row, first, parcel(2));
            row.leave();
        }

        @Actor
        public void receiver() {
            first.seen = 1;
            row.run(Target.CPU);
        }

        @Actor
        public void sender(III_Result r) {
            r.r1 = first.seen;
            if (!row.isBack()) {
                r.r2 = NOT_YET;
                return;
            }
            r.r2 = first.seen;
            target.begin(row, parcel(3), parcel(4));
        }

        @Arbiter
        public void end(III_Result r) {
            if (r.r2 != NOT_YET) {
                row.run(Target.CPU);
            }
            r.r3 = target.payloads();
        }
    }

    /// The steps of a row, without the memory order of its word. Owner: one round of a test.
    private static final class PlainRow {
        private final Parcel[] parcels = new Parcel[2];
        private boolean away = true;

        PlainRow(Parcel one, Parcel two) {
            fill(one, two);
        }

        void fill(Parcel one, Parcel two) {
            parcels[0] = one;
            parcels[1] = two;
        }

        /// Takes the messages out, as the figures of a number; -2 if one was not there.
        int take() {
            int payloads = 0;
            for (int i = 0; i < parcels.length; i++) {
                if (parcels[i] == null) {
                    return LOST;
                }
                payloads = 10 * payloads + parcels[i].payload;
                parcels[i] = null;
            }
            return payloads;
        }
    }

    /// A target that gives the row back and takes its messages out then.
    @JCStressTest
    @Outcome(id = "0, -1, 12", expect = ACCEPTABLE, desc = "The row is not back.")
    @Outcome(id = "0, 1, 1234", expect = ACCEPTABLE, desc = "It is back, and filled anew.")
    @Outcome(
            id = "0, 1, -2",
            expect = ACCEPTABLE_INTERESTING,
            desc = "It was back before the target was through with it.")
    @State
    public static class BackTwinThatIsBackTooSoon {
        private final PlainRow row = new PlainRow(parcel(1), parcel(2));
        private int came;

        @Actor
        public void receiver() {
            row.away = false;
            came = row.take();
        }

        @Actor
        public void sender(III_Result r) {
            if (row.away) {
                r.r2 = NOT_YET;
                return;
            }
            r.r2 = 1;
            row.fill(parcel(3), parcel(4));
        }

        @Arbiter
        public void end(III_Result r) {
            final int again = r.r2 == NOT_YET ? 0 : row.take();
            r.r3 = again == LOST || came == LOST ? LOST : again == 0 ? came : 100 * came + again;
        }
    }

    /// A word that orders nothing.
    @JCStressTest
    @Outcome(
            id = {"0, 0, 1234", "1, 0, 1234"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "It was back, and not what the target had written before.")
    @Outcome(
            id = {"0, -1, 12", "1, -1, 12", "0, 1, 1234", "1, 1, 1234"},
            expect = ACCEPTABLE,
            desc = "As by the real row.")
    @Outcome(expect = FORBIDDEN, desc = "x86 keeps stores in order.")
    @State
    public static class BackTwinWithPlainWord {
        private final Parcel first = parcel(1);
        private final PlainRow row = new PlainRow(first, parcel(2));
        private int came;

        @Actor
        public void receiver() {
            first.seen = 1;
            came = row.take();
            row.away = false;
        }

        @Actor
        public void sender(III_Result r) {
            r.r1 = first.seen;
            if (row.away) {
                r.r2 = NOT_YET;
                return;
            }
            r.r2 = first.seen;
            row.fill(parcel(3), parcel(4));
        }

        @Arbiter
        public void end(III_Result r) {
            final int again = r.r2 == NOT_YET ? 0 : row.take();
            r.r3 = again == LOST ? LOST : again == 0 ? came : 100 * came + again;
        }
    }
}
