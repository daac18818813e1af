package anax.runtime;

import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import java.util.concurrent.CompletableFuture;

/// The Java thread that carries one CPU: pinned to a processor, it does nothing but run the CPU's loop.
///
/// Owner: its CPU. The only class that asks for the current Java thread, and only where no lightweight thread is
/// mounted: in the loop itself, which never changes its carrier. A daemon, so that a machine that will not stop doesn't
/// keep the JVM from ending.
final class Carrier extends Thread {
    private final Cpu cpu;
    private final Pinning pinning;
    private final int processor;
    private final CompletableFuture<PinOutcome> pinOutcome = new CompletableFuture<>();

    Carrier(Cpu cpu, Pinning pinning, int processor) {
        super(cpu.machine().config().name() + "-cpu-" + cpu.id());
        this.cpu = cpu;
        this.pinning = pinning;
        this.processor = processor;
        setDaemon(true);
    }

    /// The CPU whose loop the caller is part of.
    ///
    /// @throws IllegalStateException if the caller is another Java thread
    static Cpu cpuOfCaller() {
        Cpu cpu = cpuOfCallerOrNull();
        if (cpu == null) {
            throw new IllegalStateException(
                    "Java thread " + Thread.currentThread().getName() + " called what only a lightweight thread may"
                            + " call; hand the work to a machine with Machine.spawn or Machine.call");
        }
        return cpu;
    }

    /// The CPU whose loop the caller is part of; null if the caller is another Java thread.
    static Cpu cpuOfCallerOrNull() {
        return Thread.currentThread() instanceof Carrier carrier ? carrier.cpu : null;
    }

    /// What came of pinning, once the thread has tried.
    CompletableFuture<PinOutcome> pinOutcome() {
        return pinOutcome;
    }

    /// What to say if the thread was not given the processor to try.
    PinOutcome unknownPinOutcome() {
        return new PinOutcome(processor, false, "the thread did not come to try");
    }

    @Override
    public void run() {
        pinOutcome.complete(pinning.pinCurrentThread(processor));
        cpu.loop();
    }
}
