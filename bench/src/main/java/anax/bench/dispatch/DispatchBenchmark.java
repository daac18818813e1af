package anax.bench.dispatch;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.SipHash;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Which CPU a flow belongs to; per flow, over 1024 random flows.
///
/// Owner: JMH's thread. Each answer is a part of the next flow, so that one waits for the other as the steps of a
/// packet do. `walk` is the floor: the flows read and added without any hash.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBenchmark {
    private static final int FLOWS = 1024;
    private static final int CPUS = 6;
    private static final int WORD = 0xFFFF;
    private static final long SEED = 42;

    /// The hash of the stack.
    @Param
    FlowHash hash;

    private final SipHash secret = new SipHash(SEED, ~SEED);
    private final IndirectionTable table = new IndirectionTable(CPUS, secret);
    private final long[] locals = new SplittableRandom(SEED).longs(FLOWS).toArray();
    private final long[] remotes = new SplittableRandom(SEED + 1).longs(FLOWS).toArray();
    private final int[] ports = new SplittableRandom(SEED + 2).ints(FLOWS).toArray();

    /// Made by JMH.
    public DispatchBenchmark() {}

    /// The floor.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int walk() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            int both = ports[i] ^ answer;
            answer = (int) locals[i] + (int) remotes[i] + (both >>> 16) + (both & WORD);
        }
        return answer;
    }

    /// The hash of an IPv4 flow.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int hashIpv4() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            int both = ports[i] ^ answer;
            answer = hash.hash((int) locals[i], (int) remotes[i], both >>> 16, both & WORD);
        }
        return answer;
    }

    /// The hash of an IPv6 flow.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int hashIpv6() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            int both = ports[i] ^ answer;
            answer = hash.hash(locals[i], remotes[i], remotes[i], ~locals[i], both >>> 16, both & WORD);
        }
        return answer;
    }

    /// The hash of an IPv4 flow, and the CPU that it means.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int cpuIpv4() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            int both = ports[i] ^ answer;
            answer = table.cpu(hash.hash((int) locals[i], (int) remotes[i], both >>> 16, both & WORD));
        }
        return answer;
    }

    /// The hash that withstands whoever chooses the flows: what it would cost here, and costs in the flow table.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int sipHashIpv4() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            answer = (int) secret.hash(locals[i], ports[i] ^ answer);
        }
        return answer;
    }

    /// The same of 36 octets.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int sipHashIpv6() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            answer = (int) secret.hash(locals[i], remotes[i], remotes[i], ~locals[i], ports[i] ^ answer);
        }
        return answer;
    }
}
