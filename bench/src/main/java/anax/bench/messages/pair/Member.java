package anax.bench.messages.pair;

import java.util.concurrent.locks.LockSupport;

/// One thread of a [Crew].
///
/// Owner: itself; the crew only starts, interrupts and joins it. Allocates nothing after its start. Parks between
/// slices.
final class Member implements Runnable {
    private final Crew crew;
    private final ThreadKind kind;
    private final int cpu;
    private final Duty duty;
    private final Thread thread;

    Member(Crew crew, ThreadKind kind, int cpu, Duty duty, String name) {
        this.crew = crew;
        this.kind = kind;
        this.cpu = cpu;
        this.duty = duty;
        thread = kind.unstarted(this, name);
    }

    Thread thread() {
        return thread;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    Duty duty() {
        return duty;
    }

    @Override
    public void run() {
        if (kind.canBePinned()) {
            crew.placement().pinCurrentThread(cpu);
        }
        Relax relax = crew.placement().relax();
        int epoch = 0;
        while (true) {
            epoch = crew.awaitEpoch(epoch);
            if (crew.isEnding()) {
                return;
            }
            workOneSlice(relax);
            crew.leave();
        }
    }

    @SuppressWarnings("InterruptedExceptionSwallowed") // the crew alone interrupts, in order to end the slice
    private void workOneSlice(Relax relax) {
        try {
            duty.prepare();
            crew.meet(relax);
            duty.work(crew.sliceNs());
        } catch (InterruptedException given) {
            // The crew has already failed, or its caller gave up.
        } catch (Throwable failed) {
            crew.fail(failed);
        }
    }
}
