package anax.bench.dispatch;

import anax.netstack.dispatch.FlowHash;
import anax.netstack.dispatch.IndirectionTable;
import anax.netstack.dispatch.PortUse;
import anax.netstack.dispatch.PortsBySlot;
import anax.netstack.dispatch.SipHash;
import anax.netstack.dispatch.SourcePorts;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A source port that brings a flow to one CPU of some; per flow, over 1024 random destinations.
///
/// Owner: JMH's thread. Each answer is a part of the next flow. The rival does what other stacks do: from a keyed
/// start it takes one port after the other until its hash fits.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SourcePortsBenchmark {
    private static final int FLOWS = 1024;
    private static final int CPU = 1;
    private static final int REMOTE_PORT = 443;
    private static final long SEED = 42;
    private static final int FIRST = PortsBySlot.DEFAULT_FIRST;
    private static final int COUNT = PortsBySlot.DEFAULT_LAST - FIRST + 1;
    private static final PortUse NONE_TAKEN = port -> false;

    /// How many CPUs share the ports.
    @Param({"4", "64"})
    int cpus;

    private final FlowHash hash = FlowHash.TOEPLITZ;
    private final SipHash secret = new SipHash(SEED, ~SEED);
    private final long[] locals = new SplittableRandom(SEED).longs(FLOWS).toArray();
    private final int[] remotes = new SplittableRandom(SEED + 1).ints(FLOWS).toArray();
    private IndirectionTable table;
    private SourcePorts source;
    private int counter;

    /// Made by JMH.
    public SourcePortsBenchmark() {}

    /// Divides the ports between the CPUs.
    @Setup
    public void setUp() {
        table = new IndirectionTable(cpus, secret);
        var range = new PortsBySlot(hash, FIRST, PortsBySlot.DEFAULT_LAST);
        source = new SourcePorts(range, table, CPU, secret);
    }

    /// Ours: the ports of the slot that is wanted.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int pick() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            answer = source.pick((int) locals[i] ^ answer, remotes[i], REMOTE_PORT, NONE_TAKEN);
        }
        return answer;
    }

    /// The rival: port by port.
    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public int tryOneByOne() {
        int answer = 0;
        for (int i = 0; i < FLOWS; i++) {
            int local = (int) locals[i] ^ answer;
            int place = Integer.remainderUnsigned((int) secret.hash(local, remotes[i]) + counter++, COUNT);
            while (table.cpu(hash.hash(local, remotes[i], FIRST + place, REMOTE_PORT)) != CPU) {
                place = place + 1 == COUNT ? 0 : place + 1;
            }
            answer = FIRST + place;
        }
        return answer;
    }
}
