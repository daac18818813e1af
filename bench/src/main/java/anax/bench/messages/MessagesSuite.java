package anax.bench.messages;

import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.measure.Unit;
import anax.bench.messages.locked.ArrayBlockingQueueTrip;
import anax.bench.messages.locked.ConditionTrip;
import anax.bench.messages.locked.DisruptorTrip;
import anax.bench.messages.locked.LinkedTransferQueueTrip;
import anax.bench.messages.locked.LockedCall;
import anax.bench.messages.locked.ParkTrip;
import anax.bench.messages.locked.SynchronousQueueTrip;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.SoloContestant;
import anax.bench.messages.pair.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Thread switches and messages, on one CPU and across them, beside floors and rivals.
///
/// Owner: nobody; stateless. What is under way in numbers is in [FlowGroups], what is told by its distribution or
/// over the load in [LoadGroups].
public final class MessagesSuite implements Suite {
    /// The groups' names in results.
    public static final String THREAD_SWITCH = "messages.thread-switch",
            IN_PLACE = "messages.in-place",
            SAME_CPU_TRIP = "messages.same-cpu-sync",
            CROSS_CPU_TRIP = "messages.cross-cpu-sync",
            TRIP_LATENCY = "messages.cross-cpu-sync-latency",
            CROSS_CPU_FLOW = "messages.cross-cpu-async",
            SINGLE_FLOW = "messages.cross-cpu-async-single",
            ONE_WAY = "messages.cross-cpu-one-way",
            FAN_IN = "messages.fan-in",
            DELIVERY = "messages.delivery-latency",
            KICKS = "messages.kicks";

    private static final String CONTINUATION = "raw continuation";
    private static final String CALL = "interface call";
    private static final String RING = "raw ring";

    /// Trips of a burst where they are short.
    private static final int TRIPS = 256;

    /// Trips of a burst where they may be long.
    private static final int FEW_TRIPS = 32;

    private static final Pace KICKS_PACE = new Pace(50_000_000, 9, 2);

    /// Of the groups that came later: so short that all benches together take less than three minutes.
    private static final Pace SHORT_PACE = new Pace(0, 12, 15);

    private final Pace kicksPace;
    private final Pace shortPace;

    /// Makes the suite.
    public MessagesSuite() {
        this(KICKS_PACE, SHORT_PACE);
    }

    /// Makes a suite that takes another time.
    ///
    /// @param kicksPace of the group that counts kicks
    /// @param shortPace of the groups that have a pace of their own beside that
    MessagesSuite(Pace kicksPace, Pace shortPace) {
        this.kicksPace = kicksPace;
        this.shortPace = shortPace;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String summary() {
        return "thread switch, and messages on one CPU and across them";
    }

    @Override
    public List<Group> groups(Setting setting) {
        Arena arena = new Arena(setting);
        FlowGroups flows = new FlowGroups(arena);
        LoadGroups loads = new LoadGroups(arena);
        List<Group> groups = new ArrayList<>();
        groups.add(threadSwitch(arena));
        groups.add(inPlace(arena));
        groups.add(sameCpuTrip(arena));
        groups.add(crossCpuTrip(arena));
        groups.add(loads.tripLatency().withPace(shortPace));
        groups.add(flows.batched());
        groups.add(flows.single().withPace(shortPace));
        groups.add(flows.oneWay().withPace(shortPace));
        groups.add(flows.fanIn().withPace(shortPace));
        groups.add(loads.delivery().withPace(shortPace));
        groups.add(loads.kicks(kicksPace));
        return groups;
    }

    /// Where parties share a processor a trip is as long as one that blocks, and a burst must not overrun its
    /// slice.
    private static int trips(Placement place) {
        return place.isCrowded() ? FEW_TRIPS : TRIPS;
    }

    private static Group threadSwitch(Arena arena) {
        Setting setting = arena.setting();
        return Group.of(
                THREAD_SWITCH,
                "Thread switch",
                "out of one thread and into another one on the same CPU",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("threads", 2),
                CONTINUATION,
                List.of(
                        new SoloContestant(CONTINUATION, Role.FLOOR, setting, ContinuationSwitch::new),
                        LwktContestant.switching("Anax giveWay", setting),
                        arena.onOneCpu("virtual thread yield", Role.RIVAL, ThreadKind.VIRTUAL, YieldingPair::new)),
                arena.sameCpuNotes());
    }

    private static Group inPlace(Arena arena) {
        Setting setting = arena.setting();
        return Group.of(
                IN_PLACE,
                "Synchronous message, run in place",
                "a message to a port that runs it on the sender's stack, written there and read by the sender",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("handlers", 3),
                CALL,
                List.of(
                        new SoloContestant(CALL, Role.FLOOR, setting, InterfaceCall::new),
                        LwktContestant.inPlace("Anax doMessage in place", setting),
                        new SoloContestant("ReentrantLock, call", Role.RIVAL, setting, LockedCall::new),
                        LwktContestant.tripOnOneCpu("Anax doMessage, queued", Role.REFERENCE, setting)),
                arena.sameCpuNotes());
    }

    private static Group sameCpuTrip(Arena arena) {
        Setting setting = arena.setting();
        return Group.of(
                SAME_CPU_TRIP,
                "Synchronous message, same CPU",
                "a message out and back between two threads on one CPU, written at both ends",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("threads", 2),
                CONTINUATION,
                List.of(
                        new SoloContestant(CONTINUATION, Role.FLOOR, setting, ContinuationTrip::new),
                        LwktContestant.tripOnOneCpu("Anax doMessage", Role.OURS, setting),
                        arena.onOneCpu("virtual threads, park", Role.RIVAL, ThreadKind.VIRTUAL, ParkTrip::new),
                        arena.onOneCpu("kernel threads, park", Role.REFERENCE, ThreadKind.PLATFORM, ParkTrip::new)),
                arena.sameCpuNotes());
    }

    private static Group crossCpuTrip(Arena arena) {
        String title = "Synchronous message, across CPUs";
        String job = "a message out and back between threads on two CPUs, written at both ends, one at a time";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(CROSS_CPU_TRIP, title, job, Unit.NS_PER_OPERATION);
        }
        return Group.of(
                CROSS_CPU_TRIP,
                title,
                job,
                Unit.NS_PER_OPERATION,
                arena.pairedCpus(),
                Map.of("pairs", arena.pairs()),
                RING,
                List.of(
                        arena.across(
                                RING, Role.FLOOR, place -> new RingTrip(trips(place), place.relax(), place.relax())),
                        arena.across(
                                "raw ring, switch at each end",
                                Role.REFERENCE,
                                place -> new SwitchedRingTrip(trips(place), place.relax(), place.relax())),
                        LwktContestant.tripAcrossCpus("Anax doMessage", arena.setting()),
                        arena.rival("Disruptor", place -> new DisruptorTrip(trips(place), place.isCrowded())),
                        arena.rival(
                                "LinkedTransferQueue",
                                place -> new LinkedTransferQueueTrip(FEW_TRIPS, Arena.looks(place))),
                        arena.rival(
                                "ReentrantLock, Condition", place -> new ConditionTrip(FEW_TRIPS, Arena.looks(place))),
                        arena.rival(
                                "ArrayBlockingQueue",
                                place -> new ArrayBlockingQueueTrip(FEW_TRIPS, Arena.looks(place))),
                        arena.rival("SynchronousQueue", _ -> new SynchronousQueueTrip()),
                        arena.across("park and unpark", Role.REFERENCE, _ -> new ParkTrip())),
                arena.crossCpuNotes());
    }
}
