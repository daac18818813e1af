package anax.runtime;

/// Takes the processor from the running thread for an interrupt thread, and gives it back.
///
/// Owner: one CPU. Allocates nothing. The interrupt thread runs nested: its fiber is mounted on top of the one that
/// it preempts, at a poll point of that one. When it blocks, the preempted thread goes on at once, whether or not
/// another thread would have the right to; that one has to wait for a yield or a switch.
///
/// All must hold: the head of the run queue is an interrupt thread, goes before the running one, and preempts nobody
/// yet; the running thread is not the idle loop (which takes the head anyhow), is in no critical section, and is at
/// most once in the midst of its own soft interrupts; the CPU is not in the midst of an entry of the crossbar.
final class Preemption {
    /// How many times a thread may be in the midst of its own soft interrupts before it cannot be preempted.
    private static final int MAX_NESTING = 2;

    private final Cpu cpu;

    Preemption(Cpu cpu) {
        this.cpu = cpu;
    }

    /// Runs interrupt threads as long as the head of the run queue has the right to preempt `running`.
    void runWhatMayPreempt(Lwkt running) {
        for (Lwkt head = cpu.runQueue().head();
                mayPreempt(head, running);
                head = cpu.runQueue().head()) {
            run(head, running);
        }
    }

    private boolean mayPreempt(Lwkt head, Lwkt running) {
        if (head == null || !head.isInterruptThread() || head.priority() <= running.priority()) {
            return false;
        }
        if (head.hasTokens()) {
            return false; // it waits for some, and the scheduler takes them for it
        }
        if (running.priority() == Priority.IDLE) {
            return false; // the loop takes the head of the run queue next
        }
        boolean may = running.criticalCount() == 0
                && running.nesting() < MAX_NESTING
                && head.preempted() == null
                && !cpu.isInIpi();
        if (!may) {
            cpu.counters().preemptMiss++;
        }
        return may;
    }

    private void run(Lwkt interrupt, Lwkt running) {
        cpu.counters().preemptHit++;
        interrupt.preempts(running);
        running.nest(1);
        cpu.runNested(interrupt, running);
        running.nest(-1);
        interrupt.preempts(null);
        if (cpu.runQueue().head() != running) {
            cpu.wantReschedule();
        }
    }
}
