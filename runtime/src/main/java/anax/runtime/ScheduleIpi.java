package anax.runtime;

/// Puts a thread on its run queue on behalf of another CPU, and follows it if it has moved.
///
/// Owner: nobody; it holds only the thread, so it may be under way many times at once. Allocated with its thread.
final class ScheduleIpi extends Ipi {
    private final Lwkt thread;

    ScheduleIpi(Lwkt thread) {
        this.thread = thread;
    }

    @Override
    protected void run(Cpu cpu) {
        final Cpu home = thread.cpu();
        if (home == cpu) {
            thread.scheduleOnCpu(cpu);
        } else {
            cpu.send(home, this);
        }
    }
}
