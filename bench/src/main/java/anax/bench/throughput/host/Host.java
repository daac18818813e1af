package anax.bench.throughput.host;

import anax.bench.designs.Designs;
import anax.bench.designs.frame.EchoSocket;
import anax.bench.designs.frame.Running;
import anax.bench.designs.frame.Work;
import anax.bench.designs.frame.Workload;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.throughput.load.Job;
import anax.bench.throughput.load.Load;
import anax.bench.throughput.load.LoadAlone;
import anax.bench.throughput.load.Spin;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.StackConfig;
import anax.netstack.wire.IpAddress;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;

/// A design with its clients, in this JVM.
///
/// Owner: the main thread of a host, which [#work] blocks for a slice. Allocates when made and between slices.
/// Between two slices nothing runs.
public final class Host implements AutoCloseable {
    /// A slice's part in which the clients work alone.
    private static final int ALONE_PART = 5;

    private static final long LEAST_ALONE_NS = 2_000_000;
    private static final long WARM_UP_SLICE_NS = 20_000_000;
    private static final int MOST_WARM_UP_SLICES = 60;
    private static final int CLIENT_NETWORK = 8;
    private static final int STREAM_SMALL_SLOTS = 32_768;
    private static final int STREAM_LARGE_SLOTS = 1_024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECRET = 0x5EC2E7;

    private final HostRequest request;
    private final int mostWarmUpSlices;
    private final Load load;
    private final Running running;
    private final LoadAlone alone;
    private final Meters meters;
    private final Stages stages;
    private boolean isWarm;

    /// Boots the design, which takes a moment.
    ///
    /// @param setting where
    public Host(HostRequest request, Setting setting) {
        this(request, setting, MOST_WARM_UP_SLICES);
    }

    /// Boots the design.
    ///
    /// @param mostWarmUpSlices after which it counts as warm, whatever the JVM still compiles
    Host(HostRequest request, Setting setting, int mostWarmUpSlices) {
        this.request = request;
        this.mostWarmUpSlices = mostWarmUpSlices;
        final Job job = request.traffic().job();
        final boolean offloads = request.variant() == Variant.OFFLOAD;
        final StackConfig stack = request.variant().of(stack(job));
        final FlowShares shares = FlowShares.of(stack, request.cpus());
        final Workload workload = new Workload(
                stack,
                new InterfaceAddress(IpAddress.of(Load.serverAddress()), CLIENT_NETWORK),
                List.of(
                        job.isTcp()
                                ? new EchoSocket.Requests(Load.serverPort())
                                : new EchoSocket.OnePerCpu(Load.serverPort())),
                work(request, setting));
        load = offloads
                ? Load.offloading(request.traffic(), request.cpus(), shares, setting.clock())
                : new Load(request.traffic(), request.cpus(), shares, setting.clock());
        final Set<Thread> others = Thread.getAllStackTraces().keySet();
        running = Designs.of(request.design()).boot(workload, load.link());
        final List<Thread> own = new ArrayList<>(Thread.getAllStackTraces().keySet());
        own.removeAll(others);
        meters = new Meters(running, own, setting);
        stages = Stages.ofThreads(own);
        alone = new LoadAlone(
                Load.alone(request.traffic(), request.cpus(), shares, setting.clock(), offloads),
                request.cpus(),
                setting);
    }

    /// Streams have more octets unread, and unacknowledged, than the usual pools and buffers of all connections
    /// hold.
    private static StackConfig stack(Job job) {
        final StackConfig usual = StackConfig.standard(SECRET);
        return job.isStream() || job == Job.MIXED
                ? usual.withPool(PacketPoolConfig.standard().withSlots(STREAM_SMALL_SLOTS, STREAM_LARGE_SLOTS))
                : usual;
    }

    private static Work work(HostRequest request, Setting setting) {
        if (request.traffic().workNs() == 0) {
            return Work.NONE;
        }
        final Spin spin = Spin.of(request.traffic().workNs(), setting.clock());
        return () -> {
            if (spin.work(1) == 0) {
                throw new IllegalStateException("the work came out as 0; choose another number of nanoseconds");
            }
        };
    }

    /// Has the clients connect, then work until the JVM compiles no more, so that its compilers do not disturb
    /// the hosts that are measured beside it; but for so many slices at most, after which it may still compile.
    private void warmUp() throws InterruptedException {
        isWarm = true;
        load.connect();
        final CompilerRest rest =
                new CompilerRest(() -> ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
        for (int i = 0; i < mostWarmUpSlices && !rest.isThere(); i++) {
            work(new HostOrder(WARM_UP_SLICE_NS, 0));
        }
    }

    /// Has the clients work alone for a while, then with the design for a slice. The first time they warm up
    /// before.
    ///
    /// @throws IllegalStateException if the design did not do its job
    public HostAnswer work(HostOrder order) throws InterruptedException {
        if (!isWarm) {
            warmUp();
        }
        final LoadAlone.Cost cost = alone.cost(Math.max(LEAST_ALONE_NS, order.sliceNs() / ALONE_PART));
        final Histogram latencies = Slice.newHistogram();
        final Load.Window window = order.perSecond() == 0
                ? load.runClosed(order.sliceNs(), meters)
                : load.runOpen(order.sliceNs(), order.perSecond(), latencies, meters);
        return meters.answer(
                window,
                request.traffic().octetsOfOperation(),
                cost,
                load.fullestPpm(),
                stages,
                latencies.getTotalCount() == 0 ? "" : HostAnswer.text(latencies),
                notes());
    }

    private List<String> notes() {
        final Set<String> notes = new LinkedHashSet<>(running.warnings());
        notes.addAll(alone.refusals());
        return List.copyOf(notes);
    }

    /// Does what it is told, line by line, until there are no more.
    public void obey(BufferedReader orders, PrintStream answers) throws IOException, InterruptedException {
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            HostAnswer answer;
            try {
                answer = work(JSON.readValue(line, HostOrder.class));
            } catch (IllegalStateException failure) {
                answer = HostAnswer.failed(request.design() + ": " + failure.getMessage());
            }
            answers.println(HostProcess.line(answer));
        }
    }

    @Override
    public void close() {
        stages.close();
        alone.stop();
        running.close();
        load.link().close();
    }
}
