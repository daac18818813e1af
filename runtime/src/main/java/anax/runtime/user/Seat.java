package anax.runtime.user;

import anax.runtime.Cpu;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// What one group tree has of one CPU: its scheduler there, and the thread that this gave to the CPU.
///
/// Owner: its CPU. Allocated when the group first has to do with the CPU.
final class Seat implements TimerHandler {
    private final UserCpu userCpu;
    private final UserGroup root;
    private final ClockReport report;
    private final Timer clock = new Timer(this, 0);
    private Regime regime;
    private UserThread holder;
    private long grant; // the number of the latest one that came
    private long usedNs; // by weight, beside the other trees
    private int waiting;

    Seat(Userland land, UserCpu userCpu, UserGroup root, int cpu) {
        this.userCpu = userCpu;
        this.root = root;
        regime = root.firstRegime();
        report = new ClockReport(land, this, cpu);
    }

    UserGroup root() {
        return root;
    }

    Regime regime() {
        return regime;
    }

    void begin(Regime next) {
        assert holder == null : "a seat changed its scheduler under " + holder;
        regime = next;
        grant = 0;
        waiting = 0;
    }

    UserThread holder() {
        return holder;
    }

    /// True if a later grant has come before this one.
    boolean hasOvertaken(long number) {
        return number - grant < 0;
    }

    void seat(UserThread next, long number) {
        holder = next;
        grant = number;
    }

    void vacate() {
        holder = null;
    }

    /// Which of two seats that are held has its turn.
    boolean goesBefore(Seat other) {
        final int mine = holder.traits().kind().priority();
        final int others = other.holder.traits().kind().priority();
        return mine != others ? mine > others : usedNs - other.usedNs < 0;
    }

    /// Notes time that its thread had.
    void charge(long ranNs) {
        usedNs += ranNs * Traits.MOST_WEIGHT / root.weight();
    }

    /// Has it save up no time while it had nobody to use it.
    void keepUpWith(Seat other) {
        usedNs = other.usedNs - usedNs > 0 ? other.usedNs : usedNs;
    }

    /// How many threads wait, as far as is known here.
    int waiting() {
        return waiting;
    }

    void heardOfWaiting(int count) {
        waiting = count;
    }

    void startClock(Cpu here) {
        if (!clock.isScheduled()) {
            here.timers().schedule(clock, here.nowNs() + clockNs());
        }
    }

    void stopClock(Cpu here) {
        here.timers().cancel(clock);
    }

    /// Asks the scheduler whether another thread should run.
    void ask(Cpu here) {
        report.send(here);
    }

    /// Its scheduler's clock.
    @Override
    public void onTimer(Timer timer, long nowNs) {
        final Cpu here = Cpu.current();
        here.timers().schedule(clock, nowNs + clockNs());
        userCpu.onClock(here, this, nowNs);
    }

    private long clockNs() {
        return holder.dispatcher().scheduler().clockNs();
    }
}
