package anax.bench.messages;

import anax.bench.measure.Group;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Unit;
import anax.bench.messages.fan.FanContestant;
import anax.bench.messages.fan.MpscWeb;
import anax.bench.messages.fan.RingWeb;
import anax.bench.messages.fan.Web;
import anax.bench.messages.locked.ArrayBlockingQueueFlow;
import anax.bench.messages.locked.ArrayBlockingQueueOneWay;
import anax.bench.messages.locked.ConditionFlow;
import anax.bench.messages.locked.ConditionOneWay;
import anax.bench.messages.locked.DisruptorFlow;
import anax.bench.messages.locked.DisruptorHandlerFlow;
import anax.bench.messages.locked.DisruptorHandlerOneWay;
import anax.bench.messages.locked.DisruptorOneWay;
import anax.bench.messages.locked.DisruptorWeb;
import anax.bench.messages.locked.LinkedTransferQueueFlow;
import anax.bench.messages.locked.QueueWeb;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The groups in which many messages are under way: out and back in batches and one by one, one way, and from many
/// senders to one receiver.
///
/// Owner: nobody; immutable.
final class FlowGroups {
    private static final String RING = "raw ring";
    private static final String RINGS = "raw rings";
    private static final int LEAST_SENDERS = 2;

    private final Arena arena;
    private final Setting setting;

    FlowGroups(Arena arena) {
        this.arena = arena;
        setting = arena.setting();
    }

    Group batched() {
        String title = "Asynchronous messages, across CPUs";
        String job = "messages per second out and back between threads on two CPUs, written at both ends, with "
                + Letters.UNDER_WAY + " under way, in batches where a design has them";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.CROSS_CPU_FLOW, title, job, Unit.MESSAGES_PER_SECOND);
        }
        return Group.of(
                MessagesSuite.CROSS_CPU_FLOW,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                arena.pairedCpus(),
                Map.of("pairs", arena.pairs(), "underWay", Letters.UNDER_WAY, "batch", Letters.BATCH),
                RING,
                List.of(
                        arena.across(RING, Role.FLOOR, place -> new RingFlow(place.relax(), place.relax())),
                        LwktContestant.flowAcrossCpus("Anax sendMessage", setting),
                        arena.rival("Disruptor", place -> new DisruptorFlow(place.isCrowded())),
                        arena.rival("LinkedTransferQueue", place -> new LinkedTransferQueueFlow(Arena.looks(place))),
                        arena.rival(
                                "ReentrantLock, Condition",
                                place -> new ConditionFlow(Arena.looks(place), Letters.BATCH)),
                        arena.rival(
                                "ArrayBlockingQueue",
                                place -> new ArrayBlockingQueueFlow(Arena.looks(place), Letters.BATCH))),
                arena.crossCpuNotes());
    }

    Group single() {
        String title = "Asynchronous messages one by one, across CPUs";
        String job = "the same with " + Letters.UNDER_WAY + " under way, but each message is taken, written and sent on"
                + " by itself: a bell, a publication, a lock for each";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.SINGLE_FLOW, title, job, Unit.MESSAGES_PER_SECOND);
        }
        return Group.of(
                MessagesSuite.SINGLE_FLOW,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                arena.pairedCpus(),
                Map.of("pairs", arena.pairs(), "underWay", Letters.UNDER_WAY, "batch", 1),
                RING,
                List.of(
                        arena.across(RING, Role.FLOOR, place -> new SingleRingFlow(place.relax(), place.relax())),
                        LwktContestant.singleFlowAcrossCpus("Anax, poll after each", setting),
                        LwktContestant.flowAcrossCpusAsReference("Anax sendMessage, batched", setting),
                        arena.rival("Disruptor, EventHandler", place -> new DisruptorHandlerFlow(place.isCrowded())),
                        arena.rival("ReentrantLock, Condition", place -> new ConditionFlow(Arena.looks(place), 1)),
                        arena.rival("ArrayBlockingQueue", place -> new ArrayBlockingQueueFlow(Arena.looks(place), 1))),
                arena.crossCpuNotes());
    }

    Group oneWay() {
        String title = "One way, across CPUs";
        String job =
                "messages per second that a thread on one CPU sends and one on another reads, with no answer; queues"
                        + " hold " + Letters.QUEUE;
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.ONE_WAY, title, job, Unit.MESSAGES_PER_SECOND);
        }
        return Group.of(
                MessagesSuite.ONE_WAY,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                arena.pairedCpus(),
                Map.of("pairs", arena.pairs(), "bound", Letters.QUEUE),
                RING,
                List.of(
                        arena.across(RING, Role.FLOOR, place -> new RingOneWay(place.relax(), place.relax())),
                        LwktContestant.oneWayAcrossCpus("Anax Cpu.send", setting),
                        arena.rival("Disruptor, batches", place -> new DisruptorOneWay(place.isCrowded())),
                        arena.rival("Disruptor, EventHandler", place -> new DisruptorHandlerOneWay(place.isCrowded())),
                        arena.rival("ReentrantLock, Condition", place -> new ConditionOneWay(Arena.looks(place))),
                        arena.rival("ArrayBlockingQueue", place -> new ArrayBlockingQueueOneWay(Arena.looks(place)))),
                arena.crossCpuNotes());
    }

    Group fanIn() {
        String title = "Fan-in from all CPUs";
        String job = "messages per second from all other CPUs to one thread, out and back, with "
                + FanContestant.UNDER_WAY + " of each sender under way";
        if (!arena.hasTwoCpus()) {
            return arena.skipped(MessagesSuite.FAN_IN, title, job, Unit.MESSAGES_PER_SECOND);
        }
        int senders = Math.max(LEAST_SENDERS, setting.cpus() - 1);
        List<String> notes = new ArrayList<>(arena.oversubscription());
        if (senders > setting.cpus() - 1) {
            notes.add("2 CPUs: the " + senders + " senders are threads of CPU 1, which share it");
        }
        return Group.of(
                MessagesSuite.FAN_IN,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                setting.cpus(),
                Map.of("senders", senders, "underWay", FanContestant.UNDER_WAY, "batch", Letters.BATCH),
                RINGS,
                List.of(
                        fan(RINGS, Role.FLOOR, senders, _ -> new RingWeb(senders)),
                        LwktContestant.fanIn("Anax sendMessage", setting, senders, FanContestant.UNDER_WAY),
                        fan("JCTools MPSC", Role.RIVAL, senders, _ -> new MpscWeb(senders)),
                        fan(
                                "Disruptor, many producers",
                                Role.RIVAL,
                                senders,
                                place -> new DisruptorWeb(senders, setting.isOversubscribed(), place.isCrowded())),
                        fan(
                                "LinkedTransferQueue",
                                Role.RIVAL,
                                senders,
                                place -> QueueWeb.ofTransferQueues(senders, Arena.looks(place))),
                        fan(
                                "ArrayBlockingQueue",
                                Role.RIVAL,
                                senders,
                                place -> QueueWeb.ofArrays(senders, Arena.looks(place)))),
                notes);
    }

    private FanContestant fan(String design, Role role, int senders, Function<Placement, Web> way) {
        return new FanContestant(design, role, setting, senders, way);
    }
}
