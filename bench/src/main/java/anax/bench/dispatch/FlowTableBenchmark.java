package anax.bench.dispatch;

import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.SipHash;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A connection found by its addresses and ports, in a random order, among as many as a CPU may have.
///
/// Owner: JMH's thread. The rival is a [HashMap] with a record as its key, made anew for each lookup. `flow` is the
/// floor: a flow read from the list that all of them take theirs from.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlowTableBenchmark {
    private static final int LOCAL = 0x0A00_0001;
    private static final int LOCAL_PORT = 443;
    private static final long NET = 0x2001_0DB8_0000_0000L;
    private static final long SEED = 42;

    /// How many connections there are.
    @Param({"1024", "32768", "1048576"})
    int flows;

    private record Key(int local, int remote, int localPort, int remotePort) {}

    private final Map<Key, Integer> map = new HashMap<>();
    private FlowTable<Integer> ipv4;
    private FlowTable<Integer> ipv6;
    private int[] remotes;
    private int[] remotePorts;
    private int next;

    /// Made by JMH.
    public FlowTableBenchmark() {}

    /// Opens the connections.
    @Setup
    public void setUp() {
        ipv4 = new FlowTable<>(flows, new SipHash(SEED, ~SEED));
        ipv6 = new FlowTable<>(flows, new SipHash(SEED, ~SEED));
        remotes = new int[flows];
        remotePorts = new int[flows];
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < flows; i++) {
            remotes[i] = random.nextInt();
            remotePorts[i] = random.nextInt(1 << 16);
        }
        for (int i : shuffled(random)) {
            Integer value = i;
            ipv4.insert(LOCAL, remotes[i], LOCAL_PORT, remotePorts[i], value);
            ipv6.insert(NET, 1, NET, remotes[i], LOCAL_PORT, remotePorts[i], value);
            map.put(new Key(LOCAL, remotes[i], LOCAL_PORT, remotePorts[i]), value);
        }
    }

    /// The floor.
    @Benchmark
    public int flow() {
        int flow = nextFlow();
        return remotes[flow] ^ remotePorts[flow];
    }

    /// Ours, IPv4.
    @Benchmark
    public Integer getIpv4() {
        int flow = nextFlow();
        return ipv4.get(LOCAL, remotes[flow], LOCAL_PORT, remotePorts[flow]);
    }

    /// Ours, IPv6.
    @Benchmark
    public Integer getIpv6() {
        int flow = nextFlow();
        return ipv6.get(NET, 1, NET, remotes[flow], LOCAL_PORT, remotePorts[flow]);
    }

    /// Ours, of flows that are not there.
    @Benchmark
    public Integer missIpv4() {
        int flow = nextFlow();
        return ipv4.get(LOCAL, remotes[flow], LOCAL_PORT + 1, remotePorts[flow]);
    }

    /// Ours, a connection that goes and one that comes.
    @Benchmark
    public int removeAndInsertIpv4() {
        int flow = nextFlow();
        Integer value = ipv4.remove(LOCAL, remotes[flow], LOCAL_PORT, remotePorts[flow]);
        return ipv4.insert(LOCAL, remotes[flow], LOCAL_PORT, remotePorts[flow], value);
    }

    /// The rival.
    @Benchmark
    public Integer getHashMap() {
        int flow = nextFlow();
        return map.get(new Key(LOCAL, remotes[flow], LOCAL_PORT, remotePorts[flow]));
    }

    /// The rival, a connection that goes and one that comes.
    @Benchmark
    public Integer removeAndInsertHashMap() {
        int flow = nextFlow();
        var key = new Key(LOCAL, remotes[flow], LOCAL_PORT, remotePorts[flow]);
        Integer value = map.remove(key);
        return map.put(key, value);
    }

    /// The list itself is read in a row, so that its reading hides nothing and costs little.
    private int nextFlow() {
        next = (next + 1) & (flows - 1);
        return next;
    }

    /// The order in which connections are opened has nothing to do with the order in which packets come.
    private int[] shuffled(SplittableRandom random) {
        int[] order = new int[flows];
        for (int i = 0; i < flows; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
