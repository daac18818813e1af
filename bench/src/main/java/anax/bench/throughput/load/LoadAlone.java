package anax.bench.throughput.load;

import anax.bench.measure.ProcessorTime;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.ThreadKind;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.runtime.clock.Clock;
import java.util.List;

/// The clients without a stack: each request comes straight back as its own answer, on every CPU at once.
///
/// Owner: the harness's thread; the queues are those of its pinned threads. Allocates when made. What it shows is the
/// time that the clients take of a CPU for each operation, packets from the pool included, as a driver would need
/// them.
public final class LoadAlone {
    private static final long OPENING_SLICE_NS = 10_000_000;

    private final Load load;
    private final Placement placement;
    private final Crew crew;
    private final Runner[] runners;
    private final Slice unmeasured = new Slice();

    /// Makes threads, which then sleep.
    ///
    /// @param load clients of its own, made by [Load#alone]
    public LoadAlone(Load load, int cpus, Setting setting) {
        this.load = load;
        placement = new Placement(setting, setting.topology().oversubscribedBy(cpus));
        crew = new Crew("load", ThreadKind.PLATFORM, placement);
        runners = new Runner[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            runners[cpu] = new Runner(load, cpu, placement.clock());
            crew.add(cpu, runners[cpu]);
        }
        crew.start();
    }

    /// Has them work for a while.
    ///
    /// What they took for an operation.
    public Cost cost(long sliceNs) throws InterruptedException {
        while (!load.isOpen()) {
            load.beginOpening();
            crew.run(OPENING_SLICE_NS, unmeasured);
        }
        load.open();
        unmeasured.clear();
        crew.run(sliceNs, unmeasured);
        load.close();
        long operations = 0;
        long windowNs = 0;
        long processorNs = 0;
        for (Runner runner : runners) {
            operations += runner.operations;
            windowNs += runner.windowNs;
            processorNs += runner.processorNs;
        }
        final double all = Math.max(1, operations);
        return new Cost(windowNs / all, processorNs / all);
    }

    /// What an operation takes of a CPU.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param windowNs    by the clock, with all that the machine did beside
    /// @param processorNs by the processor time of the CPUs' threads
    public record Cost(double windowNs, double processorNs) {}

    /// What was refused when the threads were pinned.
    public List<String> refusals() {
        return placement.refusals();
    }

    /// Ends the threads.
    public void stop() {
        crew.stop();
    }

    /// One CPU's clients, without a stack. Owner: its thread; the harness reads the window after the slice.
    private static final class Runner implements Duty {
        private static final int BATCH = 32;

        private final LoadQueue queue;
        private final PacketPool pool;
        private final Mirror mirror;
        private final Clock clock;
        private final PacketSink sink = this::answer;
        private long nowNs;
        private long operations;
        private long windowNs;
        private long processorNs;
        private final ProcessorTime processor = new ProcessorTime();

        Runner(Load load, int cpu, Clock clock) {
            this.clock = clock;
            queue = load.device().load(cpu);
            pool = new PacketPool(cpu, PacketPoolConfig.standard(), () -> true);
            mirror = load.mirror(cpu, pool);
        }

        @Override
        public void work(long sliceNs) {
            final long before = queue.answeredCount();
            final long usedNs = processor.ofThreadNs();
            final long startNs = clock.nowNs();
            nowNs = startNs;
            do {
                queue.poll(nowNs, BATCH, pool, sink);
                queue.flush(nowNs);
                nowNs = clock.nowNs();
            } while (nowNs - startNs < sliceNs);
            operations = queue.answeredCount() - before;
            windowNs = nowNs - startNs;
            processorNs = processor.ofThreadNs() - usedNs;
        }

        /// Where a request ends up that comes back at once.
        private void answer(Packet request) {
            mirror.answer(request, nowNs);
            pool.takeBack(request);
        }
    }
}
