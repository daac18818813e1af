package anax.runtime;

/// The thread that serves an interrupt line.
///
/// Owner: its CPU. Allocates when made. Its handler may block the thread; what is raised meanwhile is served after.
final class InterruptThread {
    private final Runnable handler;
    private Lwkt thread;
    private boolean pending;

    InterruptThread(Runnable handler) {
        this.handler = handler;
    }

    void start(Cpu cpu, String name, int priority) {
        thread = Lwkt.forInterrupts(cpu, "irq-" + name, priority, this::serve);
        cpu.enqueue(thread);
    }

    /// Has the handler run; at once, if its thread may preempt the running one.
    void raise(Cpu cpu) {
        cpu.counters().threadInterrupts++;
        pending = true;
        thread.scheduleOnCpu(cpu);
    }

    private void serve() {
        while (true) {
            Lwkt.critEnter();
            while (pending) {
                pending = false;
                handler.run();
                // Lets in what arrived; a thread of higher priority may preempt this one here.
                Lwkt.critExit();
                Lwkt.critEnter();
            }
            Lwkt.descheduleSelf();
            Lwkt.critExitNoPoll();
            Lwkt.switchAway();
        }
    }
}
