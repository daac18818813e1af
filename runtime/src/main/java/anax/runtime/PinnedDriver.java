package anax.runtime;

import anax.runtime.clock.Clock;
import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import anax.runtime.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Gives each CPU a Java thread of its own, pinned to a processor.
///
/// Owner: the machine. Allocates at start only. [#park] blocks, that is its purpose; it uses no processor time.
final class PinnedDriver extends Driver {
    /// For so many turns a waiting CPU only pauses; then it offers its processor to whoever needs it.
    private static final int PAUSING_TURNS = 256;

    private static final long PIN_TIMEOUT_S = 30;
    private static final long JOIN_LOOK_NS = 50_000;

    private final Topology topology;
    private final Pinning pinning;
    private final Clock clock;
    private Carrier[] carriers = {};

    PinnedDriver(Topology topology, Pinning pinning, Clock clock) {
        this.topology = topology;
        this.pinning = pinning;
        this.clock = clock;
    }

    @Override
    public void start(Processor[] processors) {
        carriers = new Carrier[processors.length];
        for (int id = 0; id < processors.length; id++) {
            carriers[id] = new Carrier(processors[id], pinning, topology.processorOf(id));
        }
        for (Carrier carrier : carriers) {
            carrier.start();
        }
    }

    /// What came of pinning each CPU, by number; waits until every carrier has tried.
    List<PinOutcome> pinOutcomes() {
        List<PinOutcome> outcomes = new ArrayList<>();
        for (Carrier carrier : carriers) {
            outcomes.add(carrier.pinOutcome()
                    .completeOnTimeout(carrier.unknownPinOutcome(), PIN_TIMEOUT_S, TimeUnit.SECONDS)
                    .join());
        }
        return outcomes;
    }

    @Override
    public void atPollPoint(Cpu cpu) {}

    @Override
    public void atSharedAccess(Cpu cpu) {}

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // correct without it; it lets the other CPU run where processors are few
    public void relax(Cpu waiting, Cpu other, String what, int turn) {
        if (turn < PAUSING_TURNS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    @Override
    public void park(Cpu idle, long untilNs) {
        if (untilNs == Long.MAX_VALUE) {
            LockSupport.park(idle);
        } else {
            LockSupport.parkNanos(idle, untilNs - clock.nowNs());
        }
    }

    @Override
    public void wake(Cpu parked) {
        LockSupport.unpark(carriers[parked.id()]);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // correct without it; it lets the CPU run where processors are few
    public void relaxForeign(long aboutNs) {
        if (aboutNs == 0) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(aboutNs);
        }
    }

    @Override
    public boolean join(long timeoutNs) {
        final long untilNs = clock.nowNs() + timeoutNs;
        for (Carrier carrier : carriers) {
            while (carrier.isAlive()) {
                if (clock.nowNs() - untilNs > 0) {
                    return false;
                }
                LockSupport.parkNanos(JOIN_LOOK_NS);
            }
        }
        return true;
    }

    @Override
    public StackTraceElement[] stackOf(Cpu cpu) {
        return carriers[cpu.id()].getStackTrace();
    }
}
