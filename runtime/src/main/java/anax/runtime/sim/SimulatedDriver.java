package anax.runtime.sim;

import anax.runtime.Cpu;
import anax.runtime.CpuCounters;
import anax.runtime.Driver;
import java.util.Arrays;

/// Gives the CPUs of a machine time in turns, on the Java thread that calls [#step].
///
/// Owner: one simulation. Allocates at start only. Never blocks. A step runs one CPU from where it was stopped to
/// where it is stopped next, and moves the clock on.
///
/// A CPU that waits for another one, or was stopped, is not run again before another has run, if one can: choosing it
/// would change nothing. A run breaks down when a CPU's loop ends by an exception, or when all that can run wait for
/// each other; from then on there are no more steps.
final class SimulatedDriver extends Driver {
    /// After so many steps for each CPU in which nobody did anything but wait for another one, all wait for
    /// ever.
    static final int FRUITLESS_STEPS = 10_000;

    private static final long LEAST_FOREIGN_NS = 1_000;

    private final Policy policy;
    private final VirtualClock clock;
    private Processor[] processors = {};
    private State[] states = {};
    private Cpu[] waitsFor = {};
    private String[] waitsForWhat = {};
    private long[] untilNs = {};
    private long[] pausedUntilStep = {};
    private boolean[] wakePending = {};
    private Processor running;
    private int last;
    private long steps;
    private long fruitless;
    private long trace = 0xCBF2_9CE4_8422_2325L;
    private IllegalStateException breakdown;

    private enum State {
        READY,
        WAITING,
        PARKED
    }

    SimulatedDriver(Policy policy, VirtualClock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public void start(Processor[] all) {
        processors = all;
        states = new State[all.length];
        Arrays.fill(states, State.READY);
        waitsFor = new Cpu[all.length];
        waitsForWhat = new String[all.length];
        untilNs = new long[all.length];
        Arrays.fill(untilNs, Long.MAX_VALUE);
        pausedUntilStep = new long[all.length];
        wakePending = new boolean[all.length];
        last = all.length - 1;
    }

    /// Runs one CPU for one step.
    ///
    /// @return false if there is none to run: all are parked with nothing to wake them, or ended
    /// @throws IllegalStateException if the machine breaks down in this step, or has before
    boolean step() {
        refuseIfBroken();
        int chosen = chooseCpu();
        if (chosen < 0) {
            return false;
        }
        steps++;
        clock.advance(policy.stepNs());
        note(chosen);
        last = chosen;
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (states[cpu] == State.WAITING) {
                states[cpu] = State.READY;
            }
        }
        wakeWhoseAlarmIsPast();
        waitsFor[chosen] = null;
        CpuCounters counters = processors[chosen].cpu().counters();
        long before = sumOf(counters);
        run(chosen);
        watchForDeadlock(waitsFor[chosen] != null && sumOf(counters) == before);
        return true;
    }

    /// Steps so far.
    long steps() {
        return steps;
    }

    /// A number that differs if anything in the order of steps or in the time differed.
    long trace() {
        return trace;
    }

    /// True if no more steps are possible, because something went wrong that the machine cannot survive.
    boolean isBroken() {
        return breakdown != null;
    }

    /// Makes this the end of the machine.
    ///
    /// @return what to throw
    IllegalStateException breakDown(String sentence, Throwable cause) {
        breakdown = new IllegalStateException(sentence, cause);
        return breakdown;
    }

    /// Each CPU and what it is about, for a person to read.
    String describe() {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < states.length; id++) {
            text.append(id == 0 ? "" : "; ").append(describe(id));
        }
        return text.toString();
    }

    @Override
    public void atPollPoint(Cpu cpu) {
        maybeStop();
    }

    @Override
    public void atSharedAccess(Cpu cpu) {
        maybeStop();
    }

    @Override
    public void relax(Cpu waiting, Cpu other, String what, int turn) {
        waitsFor[waiting.id()] = other;
        waitsForWhat[waiting.id()] = what;
        states[waiting.id()] = State.WAITING;
        Processor.suspendCurrent();
    }

    @Override
    public void park(Cpu idle, long wakeAtNs) {
        maybeStop(); // whoever wakes the CPU now finds it awake still
        int id = idle.id();
        if (wakePending[id]) {
            wakePending[id] = false;
            return;
        }
        states[id] = State.PARKED;
        untilNs[id] = wakeAtNs;
        Processor.suspendCurrent();
        untilNs[id] = Long.MAX_VALUE;
    }

    @Override
    public void wake(Cpu parked) {
        int id = parked.id();
        note(id + states.length);
        if (states[id] == State.PARKED) {
            states[id] = State.READY;
        } else {
            wakePending[id] = true;
        }
    }

    @Override
    public void relaxForeign(long aboutNs) {
        if (!step()) {
            clock.advance(Math.max(aboutNs, LEAST_FOREIGN_NS));
        }
    }

    @Override
    public boolean join(long timeoutNs) {
        while (step()) {
            // Each step brings some CPU nearer to the end of its loop.
        }
        for (Processor processor : processors) {
            if (!processor.isEnded()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public StackTraceElement[] stackOf(Cpu cpu) {
        return processors[cpu.id()].stack();
    }

    private void run(int chosen) {
        running = processors[chosen];
        try {
            running.run();
        } catch (RuntimeException | Error death) { // nobody is left to run what this CPU owns
            throw breakDown(running.cpu() + " died of " + death, death);
        } finally {
            running = null;
        }
    }

    private void maybeStop() {
        // A foreign thread, here the simulation's own, is not on any CPU and cannot be stopped.
        if (running != null && policy.stopsHere(count(State.READY) > 1)) {
            states[running.cpu().id()] = State.WAITING;
            Processor.suspendCurrent();
        }
    }

    private void refuseIfBroken() {
        if (breakdown != null) {
            throw new IllegalStateException(
                    "the machine has broken down and runs no more: " + breakdown.getMessage(), breakdown);
        }
    }

    /// Counts steps in which a CPU did nothing but wait for another one. If they are many in a row, either all
    /// wait for a time that would come only if one of them parked, or for ever.
    private void watchForDeadlock(boolean isFruitless) {
        if (!isFruitless) {
            fruitless = 0;
        } else if (++fruitless >= (long) FRUITLESS_STEPS * processors.length) {
            fruitless = 0;
            if (!wakeSleeper()) {
                throw breakDown("all CPUs that can run wait for another one, and nothing arrives: " + describe(), null);
            }
        }
    }

    private String describe(int id) {
        String name = processors[id].cpu() + " ";
        if (processors[id].isEnded()) {
            return name + "has ended";
        }
        if (states[id] == State.PARKED) {
            return name + "is parked";
        }
        return name + (waitsFor[id] != null ? "waits for " + waitsForWhat[id] + ", from " + waitsFor[id] : "can run");
    }

    /// What a CPU has counted of work, in one number that grows with each piece of it.
    private static long sumOf(CpuCounters counters) {
        return counters.switches()
                + counters.nested()
                + counters.rings()
                + counters.parks()
                + counters.fifoFull()
                + counters.preemptHit()
                + counters.fastInterrupts();
    }

    /// The next CPU to run, by number; -1 if there is none.
    private int chooseCpu() {
        if (count(State.READY) == 0 && count(State.WAITING) == 0) {
            // Whoever is paused is what there is to run.
            Arrays.fill(pausedUntilStep, 0);
            if (count(State.READY) == 0 && count(State.WAITING) == 0 && !wakeSleeper()) {
                return -1;
            }
        }
        State wanted = count(State.READY) > 0 ? State.READY : State.WAITING;
        int chosen = nth(wanted, policy.chooseCpu(count(wanted)));
        long pause = policy.pauseSteps();
        if (pause > 0) {
            pausedUntilStep[chosen] = steps + pause;
            return count(wanted) > 0 ? nth(wanted, policy.chooseCpu(count(wanted))) : chosen;
        }
        return chosen;
    }

    private void wakeWhoseAlarmIsPast() {
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (hasAlarm(cpu) && untilNs[cpu] - clock.nowNs() <= 0) {
                states[cpu] = State.READY;
            }
        }
    }

    /// Moves the clock to the time for which the first sleeper has set its alarm.
    private boolean wakeSleeper() {
        int first = -1;
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (hasAlarm(cpu) && (first < 0 || untilNs[cpu] - untilNs[first] < 0)) {
                first = cpu;
            }
        }
        if (first < 0) {
            return false;
        }
        clock.advance(Math.max(0, untilNs[first] - clock.nowNs()));
        states[first] = State.READY;
        return true;
    }

    private boolean hasAlarm(int cpu) {
        return states[cpu] == State.PARKED && untilNs[cpu] != Long.MAX_VALUE;
    }

    private int count(State state) {
        int count = 0;
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (isIn(cpu, state)) {
                count++;
            }
        }
        return count;
    }

    /// The `n`th CPU in a state, counted from the one after that which ran last.
    private int nth(State state, int n) {
        int left = n;
        for (int i = 1; i <= states.length; i++) {
            int cpu = (last + i) % states.length;
            if (isIn(cpu, state) && left-- == 0) {
                return cpu;
            }
        }
        throw new AssertionError("CPU number " + n + " in state " + state + " does not exist");
    }

    private boolean isIn(int cpu, State state) {
        return states[cpu] == state && !processors[cpu].isEnded() && pausedUntilStep[cpu] <= steps;
    }

    private void note(int event) {
        trace = (trace ^ event) * 0x100_0000_01B3L;
        trace = (trace ^ clock.nowNs()) * 0x100_0000_01B3L;
    }
}
