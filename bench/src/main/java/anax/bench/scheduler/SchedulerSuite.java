package anax.bench.scheduler;

import anax.bench.measure.Contestant;
import anax.bench.measure.Group;
import anax.bench.measure.Pace;
import anax.bench.measure.Plan;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Suite;
import anax.bench.measure.Unit;
import anax.bench.messages.pair.Solo;
import anax.bench.messages.pair.SoloContestant;
import anax.bench.scheduler.idle.BackingOff;
import anax.bench.scheduler.idle.IdleContestant;
import anax.bench.scheduler.idle.IdleMachine;
import anax.bench.scheduler.idle.Idler;
import anax.bench.scheduler.timer.AgronaBurst;
import anax.bench.scheduler.timer.AgronaDeadlines;
import anax.bench.scheduler.timer.BareBurst;
import anax.bench.scheduler.timer.BareList;
import anax.bench.scheduler.timer.Burst;
import anax.bench.scheduler.timer.BurstContestant;
import anax.bench.scheduler.timer.Deadlines;
import anax.bench.scheduler.timer.ExecutorDeadlines;
import anax.bench.scheduler.timer.IdleTimeouts;
import anax.bench.scheduler.timer.RequestTimeouts;
import anax.bench.scheduler.timer.TreeDeadlines;
import anax.bench.scheduler.timer.WheelBurst;
import anax.bench.scheduler.timer.WheelDeadlines;
import anax.bench.scheduler.user.JavaInteractive;
import anax.bench.scheduler.user.JavaShares;
import anax.bench.scheduler.user.LightInteractive;
import anax.bench.scheduler.user.LightShares;
import anax.bench.scheduler.user.Making;
import anax.bench.scheduler.wake.ParkBed;
import anax.bench.scheduler.wake.QueueBed;
import anax.bench.scheduler.wake.SleepingCpu;
import anax.bench.scheduler.wake.SleepingThread;
import anax.runtime.user.bsd4.Bsd4;
import anax.runtime.user.fair.FairShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Timers, idle CPUs, wake-ups and user threads, beside floors and rivals.
///
/// Owner: nobody; stateless.
public final class SchedulerSuite implements Suite {
    /// The groups' names in results; those of the wake-ups go on with how long the target slept.
    public static final String TIMER_CANCEL = "scheduler.timer-cancel",
            TIMER_MOVE = "scheduler.timer-move",
            TIMER_BURST = "scheduler.timer-burst",
            IDLE = "scheduler.idle",
            INTERACTIVE = "scheduler.interactive",
            SHARES = "scheduler.shares",
            WAKE = "scheduler.wake-";

    private static final String LIST = "bare list";
    private static final String CALLS = "bare calls";
    private static final String NO_MACHINE = "no machine";
    private static final String UNPARK = "raw unpark";
    private static final String PRIORITIES = "bare priorities";
    private static final String TURNS = "bare turns, equal";
    private static final int[] WEIGHTS = {100, 200, 300, 400};
    private static final int[] EQUAL = {1, 1, 1, 1};
    private static final int LEAST_CPUS = 2;
    private static final Pace BURST_PACE = new Pace(0, 9, 2);
    private static final int LONG_ROUNDS = 10;
    private static final int IDLE_WARM_UP_ROUNDS = 2;
    private static final int INTERACTIVE_WARM_UP_ROUNDS = 3;
    private static final Pace SHARES_PACE = new Pace(0, 5, 1);

    private final int timers;
    private final int equalTimers;
    private final long sharedNs;
    private final int longRounds;
    private final List<Sleep> sleeps;

    /// Makes the suite.
    public SchedulerSuite() {
        this(
                1_000_000,
                100_000,
                1_000_000_000,
                LONG_ROUNDS,
                List.of(
                        new Sleep(200_000, Pace.PLANNED),
                        new Sleep(5_000_000, new Pace(100_000_000, 10, 3)),
                        new Sleep(100_000_000, new Pace(100_000_000, 15, 3))));
    }

    /// Makes a suite of another size.
    ///
    /// @param timers      how many are scheduled beside those that come and go
    /// @param equalTimers how many have the same deadline
    /// @param sharedNs    for how long a CPU is shared by weights
    /// @param longRounds  how often an idle machine and an interactive thread are measured
    /// @param sleeps      how long targets sleep before they are woken
    SchedulerSuite(int timers, int equalTimers, long sharedNs, int longRounds, List<Sleep> sleeps) {
        this.timers = timers;
        this.equalTimers = equalTimers;
        this.sharedNs = sharedNs;
        this.longRounds = longRounds;
        this.sleeps = List.copyOf(sleeps);
    }

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public String summary() {
        return "timers, idle CPUs, user threads, and the first message to a CPU that sleeps";
    }

    @Override
    public List<Group> groups(Setting setting) {
        List<Group> groups = new ArrayList<>();
        groups.add(timerCancel(setting));
        groups.add(timerMove(setting));
        groups.add(timerBurst(setting));
        groups.add(idle(setting));
        groups.add(interactive(setting));
        groups.add(shares(setting));
        for (Sleep sleep : sleeps) {
            groups.add(wake(setting, sleep));
        }
        return groups;
    }

    private Group timerCancel(Setting setting) {
        int all = timers + RequestTimeouts.IN_FLIGHT;
        Function<Deadlines, Solo> job = deadlines -> new RequestTimeouts(deadlines, timers);
        return Group.of(
                TIMER_CANCEL,
                "Timers that are cancelled",
                "a timer is scheduled and another one cancelled, as for requests that are answered in time, while "
                        + inFigures(timers) + " are pending; passes included",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("pending", timers, "inFlight", RequestTimeouts.IN_FLIGHT),
                LIST,
                List.of(
                        solo(LIST, Role.FLOOR, setting, () -> new BareList(all), job),
                        solo("Anax TimerWheel", Role.OURS, setting, () -> new WheelDeadlines(all), job),
                        solo(
                                "Agrona wheel",
                                Role.RIVAL,
                                setting,
                                () -> new AgronaDeadlines(all, RequestTimeouts.HORIZON_NS),
                                job),
                        solo("TreeSet", Role.RIVAL, setting, () -> new TreeDeadlines(all), job),
                        solo("ScheduledThreadPool", Role.RIVAL, setting, () -> new ExecutorDeadlines(all), job)),
                List.of());
    }

    private Group timerMove(Setting setting) {
        Function<Deadlines, Solo> job = deadlines -> new IdleTimeouts(deadlines, timers);
        return Group.of(
                TIMER_MOVE,
                "Timers that are pushed back",
                "one of " + inFigures(timers) + " pending timers, all in turn, is moved to 2 s from now, "
                        + "as for connections on which something comes in; passes included",
                Unit.NS_PER_OPERATION,
                1,
                Map.of("pending", timers),
                LIST,
                List.of(
                        solo(LIST, Role.FLOOR, setting, () -> new BareList(timers), job),
                        solo("Anax TimerWheel", Role.OURS, setting, () -> new WheelDeadlines(timers), job),
                        solo(
                                "Agrona wheel",
                                Role.RIVAL,
                                setting,
                                () -> new AgronaDeadlines(timers, IdleTimeouts.TIMEOUT_NS),
                                job),
                        solo("TreeSet", Role.RIVAL, setting, () -> new TreeDeadlines(timers), job),
                        solo("ScheduledThreadPool", Role.RIVAL, setting, () -> new ExecutorDeadlines(timers), job)),
                List.of());
    }

    private Group timerBurst(Setting setting) {
        return Group.of(
                        TIMER_BURST,
                        "Pause when many timers fire at once",
                        "the longest single pass, of at most " + Burst.LIMIT + " timers, while "
                                + inFigures(equalTimers) + " with the same deadline fire; ns/op is to schedule and to "
                                + "fire one",
                        Unit.LONGEST_PASS,
                        1,
                        Map.of("timers", equalTimers, "limit", Burst.LIMIT),
                        CALLS,
                        List.of(
                                new BurstContestant(CALLS, Role.FLOOR, setting, equalTimers, BareBurst::new),
                                new BurstContestant(
                                        "Anax TimerWheel", Role.OURS, setting, equalTimers, WheelBurst::new),
                                new BurstContestant(
                                        "Agrona wheel", Role.RIVAL, setting, equalTimers, AgronaBurst::new)),
                        List.of())
                .withFurther(Unit.WORST_PASS, Unit.WORST_PASS_ON_PROCESSOR, Unit.NS_PER_OPERATION)
                .withPace(BURST_PACE);
    }

    private Group idle(Setting setting) {
        int cpus = Math.max(LEAST_CPUS, setting.topology().processorCount());
        return Group.of(
                        IDLE,
                        "Idle machine",
                        "processor time of the whole JVM while a machine of " + cpus + " CPUs has nothing to do",
                        Unit.CORE_SHARE,
                        cpus,
                        Map.of(),
                        NO_MACHINE,
                        List.of(
                                new IdleContestant(NO_MACHINE, Role.FLOOR, setting, () -> Nothing.INSTANCE),
                                new IdleContestant(
                                        "Anax, " + cpus + " CPUs",
                                        Role.OURS,
                                        setting,
                                        () -> new IdleMachine(setting, cpus)),
                                new IdleContestant(
                                        "threads that back off",
                                        Role.RIVAL,
                                        setting,
                                        () -> new BackingOff(setting, cpus))),
                        List.of())
                .withFurther(Unit.MEAN_CORE_SHARE)
                .withPace(new Pace(Plan.MAX_SLICE_NS, longRounds, IDLE_WARM_UP_ROUNDS));
    }

    private Group interactive(Setting setting) {
        return Group.of(
                        INTERACTIVE,
                        "Interactive thread under full load",
                        "how late a thread runs that sleeps for 1 ms and works for 20 us, on one CPU with "
                                + LightInteractive.BATCH + " that compute; a tick is 1 ms",
                        Unit.LATENCY,
                        1,
                        Map.of("computing", LightInteractive.BATCH),
                        PRIORITIES,
                        List.of(
                                new LightInteractive(PRIORITIES, Role.FLOOR, setting, Making.bare()),
                                new LightInteractive(
                                        "Anax fair share", Role.OURS, setting, Making.under(FairShare.plan())),
                                new LightInteractive("Anax bsd4", Role.OURS, setting, Making.under(Bsd4.plan())),
                                new JavaInteractive(setting)),
                        List.of())
                .withFurther(Unit.LATENCY_P99, Unit.LATENCY_MAX)
                .withPace(new Pace(Plan.MAX_SLICE_NS, longRounds, INTERACTIVE_WARM_UP_ROUNDS));
    }

    private Group shares(Setting setting) {
        return Group.of(
                        SHARES,
                        "Shares of one CPU",
                        "how much the share that is most off is off what its weight says, of " + WEIGHTS.length
                                + " threads that compute for " + sharedNs / 1_000_000 + " ms; the weights are 1 to 4"
                                + " where the design has any",
                        Unit.SHARE_ERROR,
                        1,
                        Map.of("threads", WEIGHTS.length),
                        TURNS,
                        List.of(
                                new LightShares(TURNS, Role.FLOOR, setting, sharedNs, EQUAL, Making.bare()),
                                new LightShares(
                                        "Anax fair share",
                                        Role.OURS,
                                        setting,
                                        sharedNs,
                                        WEIGHTS,
                                        Making.under(FairShare.plan())),
                                new JavaShares(setting, sharedNs, EQUAL.length)),
                        List.of())
                .withPace(SHARES_PACE);
    }

    private static Group wake(Setting setting, Sleep sleep) {
        String bench = WAKE + sleep.inWords().replace(" ", "");
        String title = "First message after " + sleep.inWords() + " of sleep";
        String job = "from the send on CPU 0, which is awake, to the first moment of the target on CPU 1, which has "
                + "parked; medians of slices";
        if (setting.cpus() < LEAST_CPUS) {
            return Group.skipped(
                    bench,
                    title,
                    job,
                    Unit.LATENCY,
                    LEAST_CPUS,
                    "it needs two CPUs, and this run has " + setting.cpus() + " (--cpus)");
        }
        return Group.of(
                        bench,
                        title,
                        job,
                        Unit.LATENCY,
                        LEAST_CPUS,
                        Map.of("sleepNs", sleep.ns()),
                        UNPARK,
                        List.of(
                                new SleepingThread(UNPARK, Role.FLOOR, setting, sleep.ns(), ParkBed::new),
                                new SleepingCpu("Anax doMessage", setting, sleep.ns()),
                                new SleepingThread(
                                        "ArrayBlockingQueue", Role.RIVAL, setting, sleep.ns(), QueueBed::new)),
                        wakeNotes(setting))
                .withFurther(Unit.LATENCY_P99, Unit.WAKE_UPS_PER_OPERATION)
                .withPace(sleep.pace());
    }

    private static List<String> wakeNotes(Setting setting) {
        return setting.topology().oversubscribedBy(LEAST_CPUS)
                ? List.of("one core: sender and target share it, says nothing about speed")
                : List.of();
    }

    private static Contestant solo(
            String design, Role role, Setting setting, Supplier<Deadlines> way, Function<Deadlines, Solo> job) {
        return new SoloContestant(design, role, setting, () -> job.apply(way.get()));
    }

    private static String inFigures(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// How long a target sleeps before it is woken, and the rounds in which that is measured.
    ///
    /// Owner: nobody; immutable.
    record Sleep(long ns, Pace pace) {
        String inWords() {
            double ms = ns / 1e6;
            return ms == Math.rint(ms)
                    ? String.format(Locale.ROOT, "%.0f ms", ms)
                    : String.format(Locale.ROOT, "%.1f ms", ms);
        }
    }

    /// The JVM as it is. Owner: nobody; stateless.
    private enum Nothing implements Idler {
        INSTANCE;

        @Override
        public void close() {}
    }
}
