package anax.runtime;

/// Takes a thread off its run queue on behalf of another CPU, and follows it if it has moved.
///
/// Owner: nobody; it holds only the thread.
final class DescheduleIpi extends Ipi {
    private final Lwkt thread;

    DescheduleIpi(Lwkt thread) {
        this.thread = thread;
    }

    @Override
    protected void run(Cpu cpu) {
        final Cpu home = thread.cpu();
        if (home == cpu) {
            thread.descheduleOnCpu(cpu);
        } else {
            cpu.send(home, this);
        }
    }
}
