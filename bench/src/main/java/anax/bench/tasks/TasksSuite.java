package anax.bench.tasks;

import anax.bench.measure.Contestant;
import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.measure.Unit;
import anax.bench.messages.locked.ArrayBlockingQueueOneWay;
import anax.bench.messages.lwkt.LwktContestant;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.PairedContestant;
import anax.bench.messages.pair.SoloContestant;
import anax.bench.messages.pair.ThreadKind;
import anax.bench.tasks.TaskContestant.Place;
import anax.runtime.Machine;
import anax.runtime.OwnerPort;
import anax.runtime.task.Mutex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What tasks wait at, and tokens, beside floors and rivals.
///
/// Owner: nobody; stateless.
public final class TasksSuite implements Suite {
    /// The groups' names in results.
    public static final String MUTEX = "tasks.mutex",
            HAND_OVER = "tasks.mutex-hand-over",
            CHANNEL = "tasks.channel",
            TOKEN = "tasks.token",
            SHARED_STATE = "tasks.shared-state";

    private static final String FIELD = "plain field";
    private static final String SWITCHES = "raw continuation, two switches";
    private static final String PORT = "Anax sendMessage";
    private static final String OWNER = "message to the owner";
    private static final int LEAST_CPUS = 2;
    private static final int LOOKS_BEFORE_BLOCKING = 1000;

    /// So short that all benches together take less than four minutes.
    private static final Pace PACE = new Pace(0, 20, 15);

    /// Makes the suite.
    public TasksSuite() {}

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String summary() {
        return "what tasks wait at, and tokens";
    }

    @Override
    public List<Group> groups(Setting setting) {
        List<Group> groups = new ArrayList<>();
        groups.add(mutex(setting));
        groups.add(handOver(setting));
        groups.add(channel(setting));
        groups.add(token(setting));
        groups.add(sharedState(setting));
        return groups.stream()
                .map(group -> group.skipped().isEmpty() ? group.withPace(PACE) : group)
                .toList();
    }

    private static Group mutex(Setting setting) {
        return Group.of(
                MUTEX,
                "Mutex that nobody else wants",
                "locked, written under, unlocked, on its own CPU",
                Unit.NS_PER_OPERATION,
                1,
                Map.of(),
                FIELD,
                List.of(
                        new SoloContestant(FIELD, Role.FLOOR, setting, FlagPair::new),
                        ours("Anax Mutex", setting, machine -> new FreeMutex(new Mutex(machine.cpu(0)))),
                        new SoloContestant("ReentrantLock", Role.RIVAL, setting, () -> new FreeLock(false)),
                        new SoloContestant("ReentrantLock, fair", Role.RIVAL, setting, () -> new FreeLock(true))),
                List.of());
    }

    private static Group handOver(Setting setting) {
        return Group.of(
                HAND_OVER,
                "Mutex that two threads of a CPU want",
                "the mutex is unlocked, handed to the other thread, which was waiting, and that runs; FIFO",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("threads", 2),
                SWITCHES,
                List.of(
                        new SoloContestant(SWITCHES, Role.FLOOR, setting, TwoSwitches::new),
                        ours("Anax Mutex", setting, machine -> new HandedMutex(new Mutex(machine.cpu(0)))),
                        PairedContestant.onOneCpu(
                                "ReentrantLock, virtual threads",
                                Role.RIVAL,
                                ThreadKind.VIRTUAL,
                                setting,
                                _ -> new HandedLock())),
                List.of());
    }

    private static Group channel(Setting setting) {
        String title = "Channel, across CPUs";
        String job = "items per second that a thread on one CPU sends and one on another receives, one in each message,"
                + " with room for " + Letters.UNDER_WAY + "; the plain port's messages come back answered";
        if (setting.cpus() < LEAST_CPUS) {
            return skipped(CHANNEL, title, job, Unit.MESSAGES_PER_SECOND, setting);
        }
        int cpus = setting.cpus() / LEAST_CPUS * LEAST_CPUS;
        return Group.of(
                CHANNEL,
                title,
                job,
                Unit.MESSAGES_PER_SECOND,
                cpus,
                Map.of("pairs", cpus / LEAST_CPUS, "underWay", Letters.UNDER_WAY),
                PORT,
                List.of(
                        LwktContestant.flowAcrossCpusAsReference(PORT, setting),
                        new TaskContestant("Anax Channel", Role.OURS, setting, cpus, machine -> {
                            List<Place> places = new ArrayList<>();
                            for (int cpu = 0; cpu < cpus; cpu += LEAST_CPUS) {
                                places.add(new Place(cpu, new ChannelFlow(machine, cpu + 1)));
                            }
                            return places;
                        }),
                        PairedContestant.acrossCpus(
                                "ArrayBlockingQueue",
                                Role.RIVAL,
                                setting,
                                place -> new ArrayBlockingQueueOneWay(place.isCrowded() ? 0 : LOOKS_BEFORE_BLOCKING))),
                oversubscription(setting));
    }

    private static Group token(Setting setting) {
        return Group.of(
                TOKEN,
                "Token that nobody else wants",
                "taken, written under, released; beside it a message to an owner on the same CPU, which is a call",
                Unit.NS_PER_OPERATION,
                1,
                Map.of(),
                OWNER,
                List.of(
                        updates(OWNER, Role.REFERENCE, setting, 1, TasksSuite::byMessage),
                        updates("Anax Token", Role.OURS, setting, 1, TasksSuite::byToken),
                        new SoloContestant("ReentrantLock", Role.RIVAL, setting, () -> new FreeLock(false))),
                List.of());
    }

    private static Group sharedState(Setting setting) {
        String title = "State that all CPUs change";
        String job =
                "an update of a number by threads of all CPUs at once, as each of them sees it: under a token, or by"
                        + " a synchronous message to CPU 0, whose own updates are calls";
        if (setting.cpus() < LEAST_CPUS) {
            return skipped(SHARED_STATE, title, job, Unit.NS_PER_OPERATION, setting);
        }
        return Group.of(
                SHARED_STATE,
                title,
                job,
                Unit.NS_PER_OPERATION,
                setting.cpus(),
                Map.of("threads", setting.cpus()),
                OWNER,
                List.of(
                        updates(OWNER, Role.REFERENCE, setting, setting.cpus(), TasksSuite::byMessage),
                        updates("Anax Token", Role.OURS, setting, setting.cpus(), TasksSuite::byToken)),
                oversubscription(setting));
    }

    private static Supplier<Work> byMessage(Machine machine) {
        OwnerPort port = new OwnerPort("number", machine.cpu(0), new OwnerUpdates.Owned()::onMessage);
        return () -> new OwnerUpdates(port);
    }

    private static Supplier<Work> byToken(Machine machine) {
        TokenUpdates.Shared shared = new TokenUpdates.Shared();
        return () -> new TokenUpdates(shared);
    }

    private static Contestant updates(
            String design, Role role, Setting setting, int cpus, Function<Machine, Supplier<Work>> way) {
        return new TaskContestant(design, role, setting, cpus, machine -> {
            Supplier<Work> work = way.apply(machine);
            List<Place> places = new ArrayList<>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                places.add(new Place(cpu, work.get()));
            }
            return places;
        });
    }

    private static Contestant ours(String design, Setting setting, Function<Machine, Work> work) {
        return new TaskContestant(design, Role.OURS, setting, 1, machine -> List.of(new Place(0, work.apply(machine))));
    }

    private static Group skipped(String bench, String title, String job, Unit unit, Setting setting) {
        return Group.skipped(
                bench,
                title,
                job,
                unit,
                LEAST_CPUS,
                "it needs two CPUs, and this run has " + setting.cpus() + " (--cpus)");
    }

    private static List<String> oversubscription(Setting setting) {
        return setting.isOversubscribed()
                ? List.of("oversubscribed: " + setting.cpus() + " CPUs on fewer cores, says nothing about speed")
                : List.of();
    }
}
