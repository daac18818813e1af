package anax.runtime;

/// A CPU as its driver sees it: the fiber in which its loop runs.
///
/// Owner: the driver. Allocates when made.
final class CpuProcessor implements Driver.Processor {
    private final Cpu cpu;
    private final Fiber fiber;

    CpuProcessor(Cpu cpu) {
        this.cpu = cpu;
        fiber = Fiber.forCpu(cpu, cpu::loop);
    }

    @Override
    public Cpu cpu() {
        return cpu;
    }

    @Override
    public void run() {
        if (cpu.heldLocks() != null) {
            cpu.heldLocks().onCarrier(Thread.currentThread().threadId());
        }
        fiber.run();
    }

    @Override
    public StackTraceElement[] stack() {
        return fiber.getStackTrace();
    }

    @Override
    public boolean isEnded() {
        return fiber.isDone();
    }
}
