package anax.bench.tcp;

import anax.netstack.wire.InternetChecksum;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerWheel;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Single steps on a segment's way.
///
/// Owner: JMH's thread.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
    private static final MethodHandle GETPPID = downcall();
    private static final int SEGMENT = 1_460;
    private static final int RUN = 65_000;
    private static final long SOON_NS = 2_000_000;
    private static final long LATER_NS = 200_000_000;
    private static final long STEP_NS = 10_000;

    private final UnsafeBuffer source = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16));
    private final UnsafeBuffer target = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16));
    private final TimerWheel wheel = new TimerWheel(0, () -> true);
    private final Timer timer = new Timer((_, _) -> {}, 0);
    private long nowNs;

    /// Made by JMH.
    public StepBenchmark() {}

    @SuppressWarnings("restricted")
    private static MethodHandle downcall() {
        final Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getppid"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
    }

    /// A segment is copied, and the copy summed.
    @Benchmark
    public int copyAndSum() {
        target.putBytes(0, source, 0, SEGMENT);
        return InternetChecksum.sum(target, 0, SEGMENT);
    }

    /// The same of a segment of 65,000 octets.
    @Benchmark
    public int copyAndSumLong() {
        target.putBytes(0, source, 0, RUN);
        return InternetChecksum.sum(target, 0, RUN);
    }

    /// A timer is moved to a later time, as the retransmission timer by each acknowledgment.
    @Benchmark
    public void moveTimer() {
        nowNs += STEP_NS;
        wheel.expire(nowNs, TimerWheel.PASS_LIMIT);
        wheel.schedule(timer, nowNs + LATER_NS);
    }

    /// The same, and then to a sooner one, as where the tail is probed.
    @Benchmark
    public void moveTimerToAndFro() {
        nowNs += STEP_NS;
        wheel.expire(nowNs, TimerWheel.PASS_LIMIT);
        wheel.schedule(timer, nowNs + LATER_NS);
        wheel.schedule(timer, nowNs + SOON_NS);
    }

    /// The shortest system call.
    @Benchmark
    public int systemCall() throws Throwable {
        return (int) GETPPID.invokeExact();
    }
}
