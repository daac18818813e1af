package anax.bench.scheduler.idle;

import anax.bench.measure.Setting;
import anax.bench.messages.pair.Placement;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;

/// Pinned threads that look for work and find none, and back off between looks as Agrona's agents do: they spin, yield,
/// then park for a microsecond up to a millisecond.
///
/// Owner: as of [Idler]. Allocates when made.
public final class BackingOff implements Idler {
    private final List<Thread> threads = new ArrayList<>();
    private final Placement placement;
    private volatile boolean ended;

    /// Starts the threads.
    public BackingOff(Setting setting, int cpus) {
        placement = new Placement(setting, false);
        for (int i = 0; i < cpus; i++) {
            int cpu = i;
            threads.add(Thread.ofPlatform().daemon().name("backing-off-" + cpu).start(() -> idle(cpu)));
        }
    }

    private void idle(int cpu) {
        placement.pinCurrentThread(cpu);
        BackoffIdleStrategy strategy = new BackoffIdleStrategy();
        while (!ended) {
            strategy.idle(0);
        }
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    @Override
    public void close() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
