package anax.bench.designs.locked;

import anax.netstack.dispatch.FlowIndex;
import anax.netstack.dispatch.FlowTable;
import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.Guard;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Flows that all threads find and change: a table of chains, a stripe of which has one lock. Who looks for a flow
/// takes none: what it meets does not change but for the link to the next, and the garbage collector keeps what was
/// taken out for as long as somebody stands on it.
///
/// Owner: nobody; any thread may call. Allocates when made, and an entry on each insert. Blocks while another thread
/// changes the same stripe. As in kernels the table does not grow: chains do. Bound: `maximum`, shared out evenly
/// over the stripes.
final class SharedFlows<V> extends FlowIndex<V> {
    private static final int USUAL_CHAINS = 1 << 16;
    private static final int STRIPES = 256;

    /// Counts of two stripes are so many words apart, so that no two share a cache line.
    private static final int COUNT_STRIDE = 16;

    private static final long LOW_32 = 0xFFFF_FFFFL;
    private static final VarHandle FIRST = MethodHandles.arrayElementVarHandle(Entry[].class);

    private final SipHash hash;
    private final Entry<V>[] chains;
    private final Guard[] guards = new Guard[STRIPES];
    private final long[] counts = new long[STRIPES * COUNT_STRIDE];
    private final int chainMask;
    private final int mostOfStripe;
    private volatile boolean everUsed;

    /// Makes an empty table.
    ///
    /// @param newGuard makes the stripes' locks
    SharedFlows(int maximum, SipHash secret, Supplier<Guard> newGuard) {
        this(maximum, secret, newGuard, USUAL_CHAINS);
    }

    /// Makes an empty table.
    ///
    /// @param chainCount a power of two
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class cannot be made otherwise
    SharedFlows(int maximum, SipHash secret, Supplier<Guard> newGuard, int chainCount) {
        hash = secret;
        chains = new Entry[chainCount];
        chainMask = chainCount - 1;
        mostOfStripe = Math.max(1, maximum / STRIPES);
        for (int i = 0; i < STRIPES; i++) {
            guards[i] = newGuard.get();
        }
    }

    @Override
    public V get(int local, int remote, int localPort, int remotePort) {
        if (!everUsed) {
            return null;
        }
        final long addresses = addresses(local, remote);
        final int ports = ports(localPort, remotePort);
        final Entry<V> found = find(chain(addresses, ports), addresses, ports);
        return found == null ? null : found.value;
    }

    @Override
    public int insert(int local, int remote, int localPort, int remotePort, V value) {
        everUsed = true;
        final long addresses = addresses(local, remote);
        final int ports = ports(localPort, remotePort);
        final int chain = chain(addresses, ports);
        final int stripe = stripe(chain);
        guards[stripe].enter();
        try {
            if (find(chain, addresses, ports) != null) {
                return FlowTable.DUPLICATE;
            }
            if (counts[stripe * COUNT_STRIDE] == mostOfStripe) {
                return FlowTable.FULL;
            }
            counts[stripe * COUNT_STRIDE]++;
            firstRelease(chain, new Entry<>(addresses, ports, value, chains[chain]));
            return FlowTable.INSERTED;
        } finally {
            guards[stripe].leave();
        }
    }

    @Override
    public V remove(int local, int remote, int localPort, int remotePort) {
        final long addresses = addresses(local, remote);
        final int ports = ports(localPort, remotePort);
        final int chain = chain(addresses, ports);
        final int stripe = stripe(chain);
        guards[stripe].enter();
        try {
            final Entry<V> found = find(chain, addresses, ports);
            if (found == null) {
                return null;
            }
            counts[stripe * COUNT_STRIDE]--;
            unlink(chain, found);
            return found.value;
        } finally {
            guards[stripe].leave();
        }
    }

    @Override
    public void forEach(Consumer<? super V> consumer) {
        for (int chain = 0; chain < chains.length; chain++) {
            for (Entry<V> each = firstAcquire(chain); each != null; each = each.nextAcquire()) {
                consumer.accept(each.value);
            }
        }
    }

    @Override
    public int size() {
        int size = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            guards[stripe].enter();
            size += (int) counts[stripe * COUNT_STRIDE];
            guards[stripe].leave();
        }
        return size;
    }

    private Entry<V> find(int chain, long addresses, int ports) {
        Entry<V> each = firstAcquire(chain);
        while (each != null && (each.addresses != addresses || each.ports != ports)) {
            each = each.nextAcquire();
        }
        return each;
    }

    private void unlink(int chain, Entry<V> leaving) {
        final Entry<V> next = leaving.nextAcquire();
        Entry<V> each = firstAcquire(chain);
        if (each == leaving) {
            firstRelease(chain, next);
            return;
        }
        while (each.nextAcquire() != leaving) {
            each = each.nextAcquire();
        }
        each.nextRelease(next);
    }

    private int chain(long addresses, int ports) {
        return (int) (hash.hash(addresses, ports) >>> Integer.SIZE) & chainMask;
    }

    private static int stripe(int chain) {
        return chain & STRIPES - 1;
    }

    @SuppressWarnings("unchecked") // only entries of the table's own type come in
    private Entry<V> firstAcquire(int chain) {
        return (Entry<V>) FIRST.getAcquire((Entry<?>[]) chains, chain);
    }

    private void firstRelease(int chain, Entry<V> first) {
        FIRST.setRelease((Entry<?>[]) chains, chain, (Entry<?>) first);
    }

    private static long addresses(int local, int remote) {
        return (long) local << Integer.SIZE | (remote & LOW_32);
    }

    private static int ports(int localPort, int remotePort) {
        return localPort << 16 | remotePort;
    }

    /// One flow. Owner: whoever has entered its stripe writes the link; all read.
    private static final class Entry<V> {
        private static final VarHandle NEXT;

        static {
            try {
                NEXT = MethodHandles.lookup().findVarHandle(Entry.class, "next", Entry.class);
            } catch (ReflectiveOperationException impossible) {
                throw new ExceptionInInitializerError(impossible);
            }
        }

        private final long addresses;
        private final int ports;
        private final V value;

        @SuppressWarnings("unused") // by the handle only, once it is made
        private Entry<V> next;

        private Entry(long addresses, int ports, V value, Entry<V> next) {
            this.addresses = addresses;
            this.ports = ports;
            this.value = value;
            this.next = next;
        }

        @SuppressWarnings("unchecked") // only entries of the table's own type come in
        private Entry<V> nextAcquire() {
            return (Entry<V>) (Entry<?>) NEXT.getAcquire(this);
        }

        private void nextRelease(Entry<V> behind) {
            NEXT.setRelease(this, behind);
        }
    }
}
