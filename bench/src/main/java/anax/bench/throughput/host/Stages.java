package anax.bench.throughput.host;

import anax.bench.measure.Count;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;

/// Where a design's threads spend their processor time, by samples that the JVM takes of it.
///
/// Owner: a host; a thread of the flight recorder's counts, the host's main thread takes what was counted. Samples
/// come in up to a second late, which shares over a whole fork do not notice.
final class Stages implements AutoCloseable {
    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String EVERY = "2ms";
    private static final Duration DEPTH_OF_HISTORY = Duration.ofSeconds(10);

    private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);
    private final Set<Long> threads;
    private final RecordingStream stream;

    private Stages(Set<Long> threads) {
        this.threads = threads;
        stream = new RecordingStream();
    }

    /// Begins to take samples of some threads.
    static Stages ofThreads(List<Thread> threads) {
        final Set<Long> ids = new HashSet<>();
        for (Thread thread : threads) {
            ids.add(thread.threadId());
        }
        final Stages stages = new Stages(ids);
        stages.stream.enable(SAMPLE).with("throttle", EVERY);
        stages.stream.setMaxAge(DEPTH_OF_HISTORY);
        stages.stream.setReuse(true);
        stages.stream.onEvent(SAMPLE, stages::count);
        stages.stream.startAsync();
        return stages;
    }

    private void count(RecordedEvent sample) {
        final var thread = sample.getThread("eventThread");
        final var stack = sample.getStackTrace();
        if (thread == null || stack == null || !threads.contains(thread.getJavaThreadId())) {
            return;
        }
        counts.incrementAndGet(Count.SAMPLES.place());
        counts.incrementAndGet(stageOf(stack.getFrames()).place());
    }

    /// The innermost frame that belongs to a stage says which it is.
    private static Count stageOf(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            final Count stage = stageOf(frame.getMethod().getType().getName());
            if (stage != null) {
                return stage;
            }
        }
        return Count.ELSEWHERE;
    }

    /// The stage that a class belongs to; null if whoever calls it says so, as with buffers and headers.
    static Count stageOf(String type) {
        if (type.endsWith(".Spin") || type.startsWith("anax.bench.throughput.host.")) {
            return Count.IN_SERVICE;
        }
        if (type.startsWith("anax.bench.throughput.load.")) {
            return Count.IN_LOAD;
        }
        if (type.endsWith("Guard") && type.startsWith("anax.bench.designs.")) {
            return Count.IN_LOCKS;
        }
        if (type.startsWith("anax.bench.designs.") && isService(type)) {
            return Count.IN_SERVICE;
        }
        if (type.startsWith("anax.netstack.udp.UdpEndpoint") || type.startsWith("anax.netstack.udp.UdpSockets")) {
            return Count.IN_SOCKET;
        }
        if (type.startsWith("anax.netstack.tcp.TcpEndpoint") || type.startsWith("anax.netstack.tcp.TcpSockets")) {
            return Count.IN_SOCKET;
        }
        if (type.startsWith("anax.netstack.udp.")) {
            return Count.IN_UDP;
        }
        if (type.startsWith("anax.netstack.tcp.")) {
            return Count.IN_TCP;
        }
        if (type.startsWith("anax.netstack.ip.")) {
            return Count.IN_IP;
        }
        if (type.startsWith("anax.netstack.link.")
                || type.startsWith("anax.netstack.dispatch.")
                || type.startsWith("anax.netstack.stack.")
                || type.startsWith("anax.bench.designs.")) {
            return Count.IN_RECEIVE;
        }
        if (type.startsWith("anax.runtime.timer.")) {
            return null; // whoever schedules and fires
        }
        return type.startsWith("anax.runtime.") || type.startsWith("org.jctools.") ? Count.IN_RUNTIME : null;
    }

    private static boolean isService(String type) {
        return type.endsWith("EchoReaders")
                || type.endsWith("CpuTally")
                || type.endsWith(".Exchange")
                || type.endsWith(".Exchanges");
    }

    /// Adds what was counted since it was last asked.
    void takeInto(long[] byCount) {
        for (int i = 0; i < byCount.length; i++) {
            byCount[i] += counts.getAndSet(i, 0);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
