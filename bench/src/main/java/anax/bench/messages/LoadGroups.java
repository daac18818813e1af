package anax.bench.messages;

import anax.bench.measure.Contestant;
import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.messages.load.Channel;
import anax.bench.messages.load.PacedThreads;
import anax.bench.messages.load.Pacing;
import anax.bench.messages.load.RingChannel;
import anax.bench.messages.load.UnparkChannel;
import anax.bench.messages.locked.ArrayBlockingQueueChannel;
import anax.bench.messages.locked.ArrayBlockingQueueTrip;
import anax.bench.messages.locked.ConditionChannel;
import anax.bench.messages.locked.LinkedTransferQueueTrip;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.lwkt.PacedCpu;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.PairedContestant;
import anax.bench.messages.pair.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The groups that are told by a distribution of latencies, or over the load: single trips, deliveries at a given rate,
/// and how often the target has to be woken.
///
/// Owner: nobody; immutable.
final class LoadGroups {
    private static final String RING = "raw ring";
    private static final String UNPARK = "unpark for each, 10 k/s";
    private static final int CPUS = 2;
    private static final Pacing DELIVERY_PACING = new Pacing(100_000);
    private static final List<Pacing> LOADS = List.of(
            new Pacing(1_000),
            new Pacing(10_000),
            new Pacing(100_000),
            new Pacing(1_000_000),
            new Pacing(Pacing.SATURATED));

    private final Arena arena;
    private final Setting setting;

    LoadGroups(Arena arena) {
        this.arena = arena;
        setting = arena.setting();
    }

    Group tripLatency() {
        String title = "Latency of a synchronous message, across CPUs";
        String job =
                "each round trip timed by itself, one at a time, a reading of the clock included; medians of slices,"
                        + " percentiles of all trips";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.TRIP_LATENCY, title, job, Unit.LATENCY);
        }
        return Group.of(
                        MessagesSuite.TRIP_LATENCY,
                        title,
                        job,
                        Unit.LATENCY,
                        arena.pairedCpus(),
                        Map.of("pairs", arena.pairs()),
                        RING,
                        List.of(
                                timed(RING, Role.FLOOR, place -> new RingTrip(1, place.relax(), place.relax())),
                                timed(
                                        "raw ring, switch at each end",
                                        Role.REFERENCE,
                                        place -> new SwitchedRingTrip(1, place.relax(), place.relax())),
                                LwktContestant.timedTripAcrossCpus("Anax doMessage", setting),
                                timed(
                                        "LinkedTransferQueue",
                                        Role.RIVAL,
                                        place -> new LinkedTransferQueueTrip(1, Arena.looks(place))),
                                timed(
                                        "ArrayBlockingQueue",
                                        Role.RIVAL,
                                        place -> new ArrayBlockingQueueTrip(1, Arena.looks(place)))),
                        arena.crossCpuNotes())
                .withFurther(Unit.LATENCY_P90, Unit.LATENCY_P99, Unit.LATENCY_P999, Unit.BYTES_PER_OPERATION);
    }

    Group delivery() {
        String title = "Latency of delivery at " + DELIVERY_PACING.inWords();
        String job =
                "from the moment at which a message was due to be sent to the moment at which the target on another"
                        + " CPU has it; medians of slices, percentiles of all messages";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.DELIVERY, title, job, Unit.LATENCY);
        }
        return Group.of(
                        MessagesSuite.DELIVERY,
                        title,
                        job,
                        Unit.LATENCY,
                        CPUS,
                        Map.of("perSecond", DELIVERY_PACING.perSecond()),
                        RING,
                        List.of(
                                paced(RING, Role.FLOOR, DELIVERY_PACING, true, place -> new RingChannel(place.relax())),
                                new PacedCpu("Anax sendMessage", setting, DELIVERY_PACING, true),
                                paced(
                                        "ReentrantLock, Condition",
                                        Role.RIVAL,
                                        DELIVERY_PACING,
                                        true,
                                        place -> new ConditionChannel(Arena.looks(place))),
                                paced(
                                        "ArrayBlockingQueue",
                                        Role.RIVAL,
                                        DELIVERY_PACING,
                                        true,
                                        place -> new ArrayBlockingQueueChannel(Arena.looks(place)))),
                        arena.twoCpuNotes())
                .withFurther(Unit.LATENCY_P90, Unit.LATENCY_P99, Unit.LATENCY_P999, Unit.BYTES_PER_OPERATION);
    }

    Group kicks(Pace pace) {
        String title = "Kicks per message over load";
        String job =
                "how often a sender on one CPU has to wake its target on another one, at rising rates; bells are its"
                        + " looks at whether the target sleeps";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.KICKS, title, job, Unit.KICKS_PER_MESSAGE);
        }
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(
                paced(UNPARK, Role.FLOOR, new Pacing(10_000), false, place -> new UnparkChannel(place.relax())));
        for (Pacing load : LOADS) {
            contestants.add(new PacedCpu("Anax sendMessage, " + load.inWords(), setting, load, false));
        }
        for (Pacing load : LOADS) {
            contestants.add(paced(
                    "locked queue, " + load.inWords(),
                    Role.RIVAL,
                    load,
                    false,
                    place -> new ConditionChannel(Arena.looks(place))));
        }
        return Group.of(
                        MessagesSuite.KICKS,
                        title,
                        job,
                        Unit.KICKS_PER_MESSAGE,
                        CPUS,
                        Map.of(),
                        UNPARK,
                        contestants,
                        arena.twoCpuNotes())
                .withFurther(Unit.BELLS_PER_MESSAGE, Unit.MESSAGES_PER_SECOND)
                .withPace(pace);
    }

    private Contestant timed(String design, Role role, Function<Placement, Pair> way) {
        return PairedContestant.timedAcrossCpus(design, role, setting, way);
    }

    private Contestant paced(String design, Role role, Pacing pacing, boolean timed, Function<Placement, Channel> way) {
        return new PacedThreads(design, role, setting, pacing, timed, way);
    }
}
