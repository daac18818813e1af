package anax.runtime;

import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// The thread that serves an interrupt line, and the limiter that keeps it from taking the CPU for itself.
///
/// Owner: its CPU. Allocates when made. Its handler may block the thread; what is raised meanwhile is served after.
///
/// Raised more often than [#LIMIT] times within a second, the line is no longer served at each raise, but by a
/// periodic timer at that rate: threads of lower priority run in between. It is looked at each second, and served as
/// before once fewer than [#NORMAL] raises came in one.
final class InterruptThread implements TimerHandler {
    /// Raises a second above which a line is limited, and below which it no longer is.
    static final int LIMIT = 40_000, NORMAL = 20_000;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PERIOD_NS = SECOND_NS / LIMIT;
    private static final int SECOND = 0;
    private static final int PERIOD = 1;

    private final Runnable handler;
    private final Timer second = new Timer(this, SECOND);
    private final Timer period = new Timer(this, PERIOD);
    private Cpu cpu;
    private Lwkt thread;
    private boolean pending;
    private int raises; // since the second began
    private boolean limited;

    InterruptThread(Runnable handler) {
        this.handler = handler;
    }

    void start(Cpu home, String name, int priority) {
        cpu = home;
        thread = Lwkt.forInterrupts(home, "irq-" + name, priority, this::serve);
        home.enqueue(thread);
    }

    /// Has the handler run; at once, if its thread may preempt the running one and the line is not limited.
    void raise() {
        pending = true;
        raises++;
        if (!second.isScheduled()) {
            cpu.timers().schedule(second, cpu.nowNs() + SECOND_NS);
        }
        if (!limited && raises > LIMIT) {
            limit();
        }
        if (!limited) {
            wake();
        }
    }

    @Override
    public void onTimer(Timer timer, long nowNs) {
        if (timer.kind() == SECOND) {
            onSecond(nowNs);
        } else {
            cpu.timers().schedule(period, timer.deadlineNs() + PERIOD_NS);
            if (pending) {
                wake();
            }
        }
    }

    private void onSecond(long nowNs) {
        if (limited && raises < NORMAL) {
            limited = false;
            cpu.timers().cancel(period);
            if (pending) {
                wake();
            }
        }
        if (limited || raises > 0) {
            cpu.timers().schedule(second, nowNs + SECOND_NS);
        }
        raises = 0;
    }

    private void limit() {
        limited = true;
        cpu.counters().livelocks++;
        cpu.timers().schedule(period, cpu.nowNs() + PERIOD_NS);
    }

    private void wake() {
        cpu.counters().threadInterrupts++;
        thread.scheduleOnCpu(cpu);
    }

    private void runHandler() {
        final int criticalBefore = thread.criticalCount();
        final int hardBefore = thread.hardCount();
        try {
            handler.run();
        } catch (RuntimeException | Error failure) { // the line must go on serving
            cpu.machine().reportFailure(thread, failure);
            thread.restoreSections(cpu, criticalBefore, hardBefore);
        }
    }

    private void serve() {
        while (true) {
            Lwkt.critEnter();
            while (pending) {
                pending = false;
                runHandler();
                // Lets in what arrived; a thread of higher priority may preempt this one here.
                Lwkt.critExit();
                Lwkt.critEnter();
                if (limited) {
                    break; // the next period serves what was raised meanwhile
                }
            }
            Lwkt.descheduleSelf();
            Lwkt.critExitNoPoll();
            Lwkt.switchAway();
        }
    }
}
