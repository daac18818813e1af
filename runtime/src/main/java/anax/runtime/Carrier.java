package anax.runtime;

import anax.runtime.topology.PinOutcome;
import anax.runtime.topology.Pinning;
import java.util.concurrent.CompletableFuture;

/// The Java thread that carries one CPU: pinned to a processor, it does nothing but run the CPU's loop.
///
/// Owner: its CPU. A daemon, so that a machine that will not stop doesn't keep the JVM from ending.
final class Carrier extends Thread {
    private final Driver.Processor cpu;
    private final Pinning pinning;
    private final int processor;
    private final CompletableFuture<PinOutcome> pinOutcome = new CompletableFuture<>();

    Carrier(Driver.Processor cpu, Pinning pinning, int processor) {
        super(cpu.cpu().machine().config().name() + "-cpu-" + cpu.cpu().id());
        this.cpu = cpu;
        this.pinning = pinning;
        this.processor = processor;
        setDaemon(true);
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
        cpu.run();
    }
}
