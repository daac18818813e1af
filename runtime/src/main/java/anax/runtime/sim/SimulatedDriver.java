package anax.runtime.sim;

import anax.runtime.Cpu;
import anax.runtime.Driver;
import java.util.Arrays;

/// Gives the CPUs of a machine time in turns, on the Java thread that calls [#step].
///
/// Owner: one simulation. Allocates at start only. Never blocks. A step runs one CPU from where it was stopped to
/// where it is stopped next, and moves the clock on.
///
/// A CPU that waits for another one is not run again before another has run, if one can: choosing it would change
/// nothing. Now and then a CPU is paused for many steps, as a kernel would that has something better to do.
final class SimulatedDriver implements Driver {
    /// A CPU is stopped at one poll point, or touch of something shared, of so many.
    private final int stopOdds;

    private final int pauseOdds;
    private static final int LONGEST_PAUSE_STEPS = 200;
    private static final int LONGEST_STEP_NS = 2_000;

    private final Choices choices;
    private final VirtualClock clock;
    private Processor[] processors = {};
    private State[] states = {};
    private long[] untilNs = {};
    private long[] pausedUntilStep = {};
    private boolean[] wakePending = {};
    private Processor running;
    private long steps;
    private long trace = 0xCBF2_9CE4_8422_2325L;

    private enum State {
        READY,
        WAITING,
        PARKED
    }

    /// Makes a driver.
    ///
    /// @param stopOdds  a CPU is stopped at one of so many places where it can be; 0 for never
    /// @param pauseOdds a CPU that is chosen is paused instead once in so many times; 0 for never
    SimulatedDriver(Choices choices, VirtualClock clock, int stopOdds, int pauseOdds) {
        this.choices = choices;
        this.clock = clock;
        this.stopOdds = stopOdds;
        this.pauseOdds = pauseOdds;
    }

    @Override
    public void start(Processor[] all) {
        processors = all;
        states = new State[all.length];
        Arrays.fill(states, State.READY);
        untilNs = new long[all.length];
        Arrays.fill(untilNs, Long.MAX_VALUE);
        pausedUntilStep = new long[all.length];
        wakePending = new boolean[all.length];
    }

    /// Runs one CPU for one step.
    ///
    /// @return false if there is none to run: all are parked with nothing to wake them, or ended
    boolean step() {
        int chosen = chooseCpu();
        if (chosen < 0) {
            return false;
        }
        steps++;
        clock.advance(1 + choices.choose(LONGEST_STEP_NS));
        note(chosen);
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (states[cpu] == State.WAITING) {
                states[cpu] = State.READY;
            }
        }
        running = processors[chosen];
        running.run();
        running = null;
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

    @Override
    public void atPollPoint(Cpu cpu) {
        maybeStop();
    }

    @Override
    public void atSharedAccess(Cpu cpu) {
        maybeStop();
    }

    @Override
    public void relax(Cpu waiting, int turn) {
        states[waiting.id()] = State.WAITING;
        Processor.suspendCurrent();
    }

    @Override
    public void park(Cpu idle, long wakeAtNs) {
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
        return new StackTraceElement[0];
    }

    private void maybeStop() {
        // A foreign thread, here the simulation's own, is not on any CPU and cannot be stopped.
        if (running != null && stopOdds > 0 && choices.choose(stopOdds) == 0) {
            Processor.suspendCurrent();
        }
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
        int chosen = nth(wanted, choices.choose(count(wanted)));
        if (pauseOdds > 0 && choices.choose(pauseOdds) == 0) {
            pausedUntilStep[chosen] = steps + 1 + choices.choose(LONGEST_PAUSE_STEPS);
            return count(wanted) > 0 ? nth(wanted, choices.choose(count(wanted))) : chosen;
        }
        return chosen;
    }

    /// Moves the clock to the time for which the first sleeper has set its alarm.
    private boolean wakeSleeper() {
        int first = -1;
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (states[cpu] == State.PARKED
                    && untilNs[cpu] != Long.MAX_VALUE
                    && (first < 0 || untilNs[cpu] - untilNs[first] < 0)) {
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

    private int count(State state) {
        int count = 0;
        for (int cpu = 0; cpu < states.length; cpu++) {
            if (isIn(cpu, state)) {
                count++;
            }
        }
        return count;
    }

    private int nth(State state, int n) {
        int left = n;
        for (int cpu = 0; cpu < states.length; cpu++) {
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
