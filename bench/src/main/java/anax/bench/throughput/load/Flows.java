package anax.bench.throughput.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.collections.Int2IntHashMap;

/// The clients: where each sends from, which CPU owns its flow, which queue its requests come in on, and in which
/// order flows have their turn.
///
/// Owner: nobody once it is made. Allocates when made. The same traffic, number of CPUs and owners make the same
/// flows.
///
/// A flow with affinity comes in on its owner's queue; the others go round over all other queues. What share has it
/// holds for the flows of each owner, not only for all of them.
final class Flows {
    /// The server's address.
    static final int SERVER = 0x0A000001; // 10.0.0.1

    /// The server's port.
    static final int SERVER_PORT = 7;

    /// How many turns are decided beforehand at least, a power of two; then they begin again.
    static final int TURNS = 1 << 16;

    private static final int FIRST_CLIENT = 0x0A010000; // 10.1.0.0
    private static final int CLIENTS = 1 << 16;
    private static final int FIRST_PORT = 1_024;
    private static final long SEED = 0x616E6178L;
    private static final int PERCENT = 100;
    private static final int NOBODY = -1;
    private static final float MAP_LOAD = 0.5f;

    private final int cpus;
    private final int[] addresses;
    private final char[] ports;
    private final int[] owners;
    private final int[] entries;
    private final int[] places;
    private final double[] weights;
    private final Int2IntHashMap byEnd;

    private Flows(int cpus, int count) {
        this.cpus = cpus;
        addresses = new int[count];
        ports = new char[count];
        owners = new int[count];
        entries = new int[count];
        places = new int[count];
        weights = new double[count];
        byEnd = new Int2IntHashMap(2 * count, MAP_LOAD, NOBODY);
    }

    /// Makes the flows of some traffic.
    ///
    /// @param owners tells the CPU of a flow
    static Flows of(Traffic traffic, int cpus, Owners owners) {
        final Flows flows = new Flows(cpus, traffic.flows());
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int flow = 0; flow < traffic.flows(); flow++) {
            do {
                flows.addresses[flow] = FIRST_CLIENT + random.nextInt(CLIENTS);
                flows.ports[flow] = (char) random.nextInt(FIRST_PORT, 1 << 16);
            } while (flows.byEnd.putIfAbsent(end(flows.addresses[flow], flows.ports[flow]), flow) != NOBODY);
            flows.owners[flow] = owners.cpuOf(flows.addresses[flow], SERVER, flows.ports[flow], SERVER_PORT);
            flows.weights[flow] = Math.pow(flow + 1.0, -traffic.zipf());
        }
        for (int owner = 0; owner < cpus; owner++) {
            flows.chooseEntries(owner, traffic.affinity(), random);
        }
        final int[] counts = new int[cpus];
        for (int flow = 0; flow < traffic.flows(); flow++) {
            flows.places[flow] = counts[flows.entries[flow]]++;
        }
        return flows;
    }

    /// An end of a connection as one number: of addresses only the last half differs.
    private static int end(int address, int port) {
        return address << Short.SIZE | port;
    }

    private void chooseEntries(int owner, int affinity, SplittableRandom random) {
        int[] own = new int[owners.length];
        int count = 0;
        for (int flow = 0; flow < owners.length; flow++) {
            if (owners[flow] == owner) {
                own[count++] = flow;
            }
        }
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int flow = own[i];
            own[i] = own[other];
            own[other] = flow;
        }
        int home = cpus == 1 ? count : (int) Math.round((double) count * affinity / PERCENT);
        for (int i = 0; i < count; i++) {
            entries[own[i]] = i < home ? owner : (owner + 1 + i % (cpus - 1)) % cpus;
        }
    }

    /// How many there are.
    int count() {
        return addresses.length;
    }

    /// How many CPUs they are shared out over.
    int cpus() {
        return cpus;
    }

    /// Where a flow sends from.
    int address(int flow) {
        return addresses[flow];
    }

    /// The port that it sends from.
    int port(int flow) {
        return ports[flow];
    }

    /// The CPU that owns it.
    int owner(int flow) {
        return owners[flow];
    }

    /// The queue that its requests come in on.
    int entry(int flow) {
        return entries[flow];
    }

    /// Which one it is of those that come in on its queue, from 0.
    int place(int flow) {
        return places[flow];
    }

    /// Those that come in on a queue, in the order of their places.
    int[] ofQueue(int queue) {
        int count = 0;
        for (int entry : entries) {
            count += entry == queue ? 1 : 0;
        }
        final int[] own = new int[count];
        for (int flow = 0; flow < entries.length; flow++) {
            if (entries[flow] == queue) {
                own[places[flow]] = flow;
            }
        }
        return own;
    }

    /// The flow of an address and port; -1 if there is none.
    int flowOf(int address, int port) {
        return address >>> Short.SIZE == FIRST_CLIENT >>> Short.SIZE ? byEnd.get(end(address, port)) : NOBODY;
    }

    /// The part of all requests that comes in on a queue, 0 to 1.
    double share(int queue) {
        double mine = 0;
        double all = 0;
        for (int flow = 0; flow < weights.length; flow++) {
            all += weights[flow];
            mine += entries[flow] == queue ? weights[flow] : 0;
        }
        return mine / all;
    }

    /// The part of all requests whose flows a CPU owns, 0 to 1.
    double ownedShare(int cpu) {
        double mine = 0;
        double all = 0;
        for (int flow = 0; flow < weights.length; flow++) {
            all += weights[flow];
            mine += owners[flow] == cpu ? weights[flow] : 0;
        }
        return mine / all;
    }

    /// The flows of a queue in the order of their turns, picked by weight; empty if none comes in there, else a
    /// power of two of them, and no fewer than there are flows.
    int[] turns(int queue) {
        int[] mine = new int[entries.length];
        double[] sums = new double[entries.length];
        int count = 0;
        double sum = 0;
        for (int flow = 0; flow < entries.length; flow++) {
            if (entries[flow] == queue) {
                sum += weights[flow];
                mine[count] = flow;
                sums[count++] = sum;
            }
        }
        if (count == 0) {
            return new int[0];
        }
        final SplittableRandom random = new SplittableRandom(SEED + 1 + queue);
        final int[] turns = new int[Math.max(TURNS, Integer.highestOneBit(2 * count - 1))];
        for (int turn = 0; turn < turns.length; turn++) {
            turns[turn] = mine[pick(sums, count, random.nextDouble(sum))];
        }
        return turns;
    }

    /// The queues that the next requests come in on, as the weights of their flows have it.
    ///
    /// @param salt another one makes another order
    short[] entryTurns(int salt) {
        double[] sums = new double[cpus];
        double sum = 0;
        for (int queue = 0; queue < cpus; queue++) {
            sum += share(queue);
            sums[queue] = sum;
        }
        final SplittableRandom random = new SplittableRandom(SEED - 1 - salt);
        final short[] turns = new short[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            turns[turn] = (short) pick(sums, cpus, random.nextDouble(sum));
        }
        return turns;
    }

    /// The first of `count` ascending sums that lies above `value`.
    private static int pick(double[] sums, int count, double value) {
        int place = Arrays.binarySearch(sums, 0, count, value);
        return Math.min(place < 0 ? -place - 1 : place + 1, count - 1);
    }

    /// Tells which CPU owns a flow.
    ///
    /// Owner: nobody; stateless.
    @FunctionalInterface
    interface Owners {
        /// The CPU of a flow.
        int cpuOf(int src, int dst, int srcPort, int dstPort);
    }
}
