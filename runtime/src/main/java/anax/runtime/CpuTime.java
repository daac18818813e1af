package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.timer.TimerWheel;

/// What a CPU does when it reads the clock: fire timers, tick, and say whose time has passed.
///
/// The time between two readings is charged to whoever runs at the second one, so that a switch pays for nothing; the
/// readings are [PollClock#GRAIN_NS] apart where poll points are dense.
///
/// Owner: one CPU. Allocates nothing but what timers' handlers allocate. Never blocks. A pass fires
/// [TimerWheel#PASS_LIMIT] timers at most; those that are left have their turn after whoever runs has had his.
final class CpuTime {
    private final Cpu cpu;
    private final PollClock pollClock;
    private final TimerWheel timers;
    private final long tickNs;
    private long nextTickNs;
    private long nextLookNs;
    private long chargedNs;
    private boolean idle; // since chargedNs

    CpuTime(Cpu cpu, Clock clock, long tickNs) {
        this.cpu = cpu;
        this.tickNs = tickNs;
        final long nowNs = clock.nowNs();
        pollClock = new PollClock(clock);
        nextTickNs = nowNs + tickNs;
        nextLookNs = nowNs;
        chargedNs = nowNs;
        timers = new TimerWheel(nowNs, cpu::isCurrent);
    }

    TimerWheel timers() {
        return timers;
    }

    /// Has the clock be read at the next poll point.
    void expectGap() {
        pollClock.expectGap();
    }

    /// What a poll point does: nothing, at most of them.
    void poll() {
        if (pollClock.isDue()) {
            onTime(pollClock.read());
        }
    }

    /// From now to the next reading nobody runs.
    void beginIdle(long nowNs) {
        charge(nowNs);
        idle = true;
    }

    /// Says whose time has passed up to now.
    void charge(long nowNs) {
        final long passedNs = nowNs - chargedNs;
        chargedNs = nowNs;
        if (idle) {
            idle = false;
            cpu.counters().idleNs += passedNs;
        } else {
            cpu.charge(passedNs);
        }
    }

    private void onTime(long nowNs) {
        charge(nowNs);
        cpu.nestAsIpi(1);
        try {
            if (timers.expire(nowNs, TimerWheel.PASS_LIMIT) == TimerWheel.PASS_LIMIT) {
                pollClock.expectGap();
            }
        } catch (RuntimeException | Error failure) { // it must not end the thread on whose stack it ran
            cpu.machine().reportFailure(cpu.currentThread(), failure);
            pollClock.expectGap();
        } finally {
            cpu.nestAsIpi(-1);
        }
        if (nowNs - nextLookNs >= 0) {
            nextLookNs = nowNs + DeviceWait.LOOK_EVERY_NS;
            cpu.lookAtDevices();
        }
        if (nowNs - nextTickNs >= 0) {
            nextTickNs = nowNs + tickNs;
            cpu.tick();
        }
    }
}
