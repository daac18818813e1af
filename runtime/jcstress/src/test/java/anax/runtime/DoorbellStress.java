package anax.runtime;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.Lane;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The race of a send with a CPU that goes to park: the receiver finds the entry, or the sender is told to wake it.
///
/// First result: whether a ringer was told to wake the owner. Second: whether the owner found the entry, or, of two
/// ringers, whether the other one was told.
final class DoorbellStress {
    private static final Object ENTRY = new Object();

    private DoorbellStress() {}

    /// The real bell over a real lane.
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The entry was there when the owner looked.")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The owner looked too early, and is woken.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The owner found the entry, and is woken as well.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "The owner parks for ever.")
    @State
    public static class Park {
        private final Lane<Object> lane = new Lane<>(Lane.MIN_BOUND);
        private final Doorbell bell = new Doorbell();

        @Actor
        public void sender(II_Result r) {
            lane.sender().offer(ENTRY);
            r.r1 = bell.ring() ? 1 : 0;
        }

        @Actor
        public void owner(II_Result r) {
            bell.announcePark();
            r.r2 = lane.receiver().isEmpty() ? 0 : 1;
        }
    }

    /// Without the fence in [Doorbell#ring] the sender may read "awake" before its entry can be seen.
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "The owner parks for ever.")
    @Outcome(expect = ACCEPTABLE, desc = "As with the fence.")
    @State
    public static class ParkTwinWhoseRingerHasNoFence {
        private final Lane<Object> lane = new Lane<>(Lane.MIN_BOUND);
        private final UnfencedDoorbell bell = new UnfencedDoorbell();

        @Actor
        public void sender(II_Result r) {
            lane.sender().offer(ENTRY);
            r.r1 = bell.ringUnfenced() ? 1 : 0;
        }

        @Actor
        public void owner(II_Result r) {
            bell.announcePark();
            r.r2 = lane.receiver().isEmpty() ? 0 : 1;
        }
    }

    /// Without the fence in [Doorbell#announcePark] the owner may look before anybody can see that it parks.
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "The owner parks for ever.")
    @Outcome(expect = ACCEPTABLE, desc = "As with the fence.")
    @State
    public static class ParkTwinWhoseOwnerHasNoFence {
        private final Lane<Object> lane = new Lane<>(Lane.MIN_BOUND);
        private final UnfencedDoorbell bell = new UnfencedDoorbell();

        @Actor
        public void sender(II_Result r) {
            lane.sender().offer(ENTRY);
            r.r1 = bell.ring() ? 1 : 0;
        }

        @Actor
        public void owner(II_Result r) {
            bell.announceParkUnfenced();
            r.r2 = lane.receiver().isEmpty() ? 0 : 1;
        }
    }

    /// Of two that ring for a parked owner exactly one is told to wake it.
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE,
            desc = "One wakes the owner.")
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Nobody wakes the owner.")
    @Outcome(id = "1, 1", expect = FORBIDDEN, desc = "It is woken twice.")
    @State
    public static class TwoRingers {
        private final Doorbell bell = new Doorbell();

        public TwoRingers() {
            bell.announcePark();
        }

        @Actor
        public void ringer(II_Result r) {
            r.r1 = bell.ring() ? 1 : 0;
        }

        @Actor
        public void otherRinger(II_Result r) {
            r.r2 = bell.ring() ? 1 : 0;
        }
    }

    /// A bell that is read and then cleared, in two steps, tells both ringers.
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE_INTERESTING, desc = "The owner is woken twice.")
    @Outcome(expect = ACCEPTABLE, desc = "As with the swap.")
    @State
    public static class TwoRingersTwinWithoutSwap {
        private final UnfencedDoorbell bell = new UnfencedDoorbell();

        public TwoRingersTwinWithoutSwap() {
            bell.announcePark();
        }

        @Actor
        public void ringer(II_Result r) {
            r.r1 = bell.ringWithoutSwap() ? 1 : 0;
        }

        @Actor
        public void otherRinger(II_Result r) {
            r.r2 = bell.ringWithoutSwap() ? 1 : 0;
        }
    }
}
