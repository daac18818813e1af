package anax.bench.messages;

import anax.bench.measure.Contestant;
import anax.bench.measure.Group;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.measure.Unit;
import anax.bench.messages.locked.ArrayBlockingQueueFlow;
import anax.bench.messages.locked.ArrayBlockingQueueTrip;
import anax.bench.messages.locked.ConditionFlow;
import anax.bench.messages.locked.ConditionTrip;
import anax.bench.messages.locked.DisruptorFlow;
import anax.bench.messages.locked.DisruptorTrip;
import anax.bench.messages.locked.LinkedTransferQueueFlow;
import anax.bench.messages.locked.LinkedTransferQueueTrip;
import anax.bench.messages.locked.ParkTrip;
import anax.bench.messages.locked.SynchronousQueueTrip;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.PairedContestant;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.SoloContestant;
import anax.bench.messages.pair.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Thread switches and messages, on one CPU and across two, beside floors and rivals.
///
/// Owner: nobody; stateless.
public final class MessagesSuite implements Suite {
    /// The groups' names in results.
    public static final String THREAD_SWITCH = "messages.thread-switch",
            SAME_CPU_TRIP = "messages.same-cpu-sync",
            CROSS_CPU_TRIP = "messages.cross-cpu-sync",
            CROSS_CPU_FLOW = "messages.cross-cpu-async";

    private static final String CONTINUATION = "raw continuation";
    private static final String RING = "raw ring";
    private static final int LOOKS_BEFORE_BLOCKING = 1000;

    /// Makes the suite.
    public MessagesSuite() {}

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String summary() {
        return "thread switch, and messages on one CPU and across two";
    }

    @Override
    public List<Group> groups(Setting setting) {
        return List.of(threadSwitch(setting), sameCpuTrip(setting), crossCpuTrip(setting), crossCpuFlow(setting));
    }

    private static Group threadSwitch(Setting setting) {
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
                        onOneCpu("virtual thread yield", Role.RIVAL, ThreadKind.VIRTUAL, setting, YieldingPair::new)),
                sameCpuNotes(setting));
    }

    private static Group sameCpuTrip(Setting setting) {
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
                        LwktContestant.tripOnOneCpu("Anax doMessage", setting),
                        onOneCpu("virtual threads, park", Role.RIVAL, ThreadKind.VIRTUAL, setting, ParkTrip::new),
                        onOneCpu("kernel threads, park", Role.REFERENCE, ThreadKind.PLATFORM, setting, ParkTrip::new)),
                sameCpuNotes(setting));
    }

    private static Group crossCpuTrip(Setting setting) {
        String title = "Synchronous message, across CPUs";
        String job = "a message out and back between threads on two CPUs, written at both ends, one at a time";
        if (setting.cpus() < 2) {
            return Group.skipped(CROSS_CPU_TRIP, title, job, Unit.NS_PER_OPERATION, 2, needsTwo(setting));
        }
        return Group.of(
                CROSS_CPU_TRIP,
                title,
                job,
                Unit.NS_PER_OPERATION,
                setting.cpus() / 2 * 2,
                Map.of("pairs", setting.cpus() / 2),
                RING,
                List.of(
                        across(RING, Role.FLOOR, setting, place -> new RingTrip(place.relax(), place.relax())),
                        across(
                                "raw ring, switch at each end",
                                Role.REFERENCE,
                                setting,
                                place -> new SwitchedRingTrip(place.relax(), place.relax())),
                        LwktContestant.tripAcrossCpus("Anax doMessage", setting),
                        rival("Disruptor", setting, place -> new DisruptorTrip(place.isCrowded())),
                        rival("LinkedTransferQueue", setting, place -> new LinkedTransferQueueTrip(looks(place))),
                        rival("ReentrantLock, Condition", setting, place -> new ConditionTrip(looks(place))),
                        rival("ArrayBlockingQueue", setting, place -> new ArrayBlockingQueueTrip(looks(place))),
                        rival("SynchronousQueue", setting, _ -> new SynchronousQueueTrip()),
                        across("park and unpark", Role.REFERENCE, setting, _ -> new ParkTrip())),
                crossCpuNotes(setting));
    }

    private static Group crossCpuFlow(Setting setting) {
        String title = "Asynchronous messages, across CPUs";
        String job = "messages per second out and back between threads on two CPUs, written at both ends, with "
                + Letters.UNDER_WAY + " under way";
        if (setting.cpus() < 2) {
            return Group.skipped(CROSS_CPU_FLOW, title, job, Unit.MESSAGES_PER_SECOND, 2, needsTwo(setting));
        }
        return Group.of(
                CROSS_CPU_FLOW,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                setting.cpus() / 2 * 2,
                Map.of("pairs", setting.cpus() / 2, "underWay", Letters.UNDER_WAY, "batch", Letters.BATCH),
                RING,
                List.of(
                        across(RING, Role.FLOOR, setting, place -> new RingFlow(place.relax(), place.relax())),
                        LwktContestant.flowAcrossCpus("Anax sendMessage", setting),
                        rival("Disruptor", setting, place -> new DisruptorFlow(place.isCrowded())),
                        rival("LinkedTransferQueue", setting, place -> new LinkedTransferQueueFlow(looks(place))),
                        rival("ReentrantLock, Condition", setting, place -> new ConditionFlow(looks(place))),
                        rival("ArrayBlockingQueue", setting, place -> new ArrayBlockingQueueFlow(looks(place)))),
                crossCpuNotes(setting));
    }

    private static Contestant onOneCpu(String design, Role role, ThreadKind kind, Setting setting, Supplier<Pair> way) {
        return PairedContestant.onOneCpu(design, role, kind, setting, _ -> way.get());
    }

    private static Contestant rival(String design, Setting setting, Function<Placement, Pair> way) {
        return across(design, Role.RIVAL, setting, way);
    }

    private static Contestant across(String design, Role role, Setting setting, Function<Placement, Pair> way) {
        return PairedContestant.acrossCpus(design, role, setting, way);
    }

    /// Looking before blocking helps where the other party runs on another processor, and hurts where it wants
    /// this one.
    private static int looks(Placement placement) {
        return placement.isCrowded() ? 0 : LOOKS_BEFORE_BLOCKING;
    }

    private static String needsTwo(Setting setting) {
        return "it needs two CPUs, and this run has " + setting.cpus() + " (--cpus)";
    }

    private static List<String> sameCpuNotes(Setting setting) {
        return setting.topology().processorCount() > 1
                ? List.of()
                : List.of("one core: the compiler and the system share it with what is measured");
    }

    private static List<String> crossCpuNotes(Setting setting) {
        List<String> notes = new ArrayList<>();
        int processors = setting.topology().processorCount();
        if (setting.isOversubscribed()) {
            notes.add("oversubscribed: " + setting.cpus() + " CPUs on " + processors
                    + (processors == 1 ? " core" : " cores") + ", says nothing about speed");
        }
        if (setting.cpus() % 2 != 0) {
            notes.add(
                    "--cpus " + setting.cpus() + " is odd: CPU " + (setting.cpus() - 1) + " had no partner and idled");
        }
        return notes;
    }
}
