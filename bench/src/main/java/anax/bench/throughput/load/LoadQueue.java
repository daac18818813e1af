package anax.bench.throughput.load;

import anax.bench.measure.Slice;
import anax.netstack.link.LinkQueue;
import anax.netstack.link.PacketSink;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPool;
import anax.runtime.clock.Clock;
import anax.runtime.crossbar.Doorbell;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// One CPU's device queue with the clients behind it: a poll makes requests, a send takes answers.
///
/// Owner: its CPU, but for [#ring], which any thread may call, and for [#counts]. Allocates when made only. Never
/// blocks. A request for which the pool has no packet stays due.
///
/// In a closed term an answer brings the next request, on the queue that the traffic's weights choose: so the clients
/// keep to the traffic's mix, and a CPU that is slow with its share holds the others up, as it does with real
/// clients. In an open term an answer's latency is taken when its batch leaves, and counts from when the request was
/// due.
final class LoadQueue implements LinkQueue {
    private static final int MOST_PENDING = 1_024;
    private static final int TURN_MASK = Flows.TURNS - 1;

    private final int index;
    private final LoadLink link;
    private final Flows flows;
    private final Credits credits;
    private final Terms terms;
    private final Clock clock;
    private final RequestFrame frame;
    private final int[] turns;
    private final short[] entryTurns;
    private final Doorbell bell = new Doorbell();
    private final QueueCounts counts = new QueueCounts();
    private final Histogram latencies = Slice.newHistogram();
    private final int[] grants;
    private final long[] pendingDueNs = new long[MOST_PENDING];
    private Runnable wakeUp; // written before it is announced, read by the one ringer that is told to
    private boolean announced;
    private Term term = Term.IDLE;
    private int turn;
    private int entryTurn;
    private int pending;
    private long used; // requests of this term
    private long allowed; // as far as this queue has looked
    private long sent;
    private long answered;
    private long wrong;
    private long foreign;

    /// Makes one.
    ///
    /// @param alone true if each answer allows the next request on this very queue, so that none waits for
    ///     another
    LoadQueue(
            int index,
            LoadLink link,
            Flows flows,
            int payload,
            boolean alone,
            Credits credits,
            Terms terms,
            Clock clock) {
        this.index = index;
        this.link = link;
        this.flows = flows;
        this.credits = credits;
        this.terms = terms;
        this.clock = clock;
        frame = new RequestFrame(payload);
        turns = flows.turns(index);
        entryTurns = flows.entryTurns(index);
        if (alone) {
            Arrays.fill(entryTurns, (short) index);
        }
        grants = new int[flows.cpus()];
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        if (announced) {
            announced = false;
            bell.cancelPark();
        }
        final Term now = terms.current();
        if (now != term) {
            begin(now);
        }
        if (turns.length == 0) {
            return 0;
        }
        return switch (now.kind()) {
            case IDLE -> 0;
            case CLOSED -> pollClosed(nowNs, limit, pool, sink);
            case OPEN -> pollOpen(now, nowNs, limit, pool, sink);
        };
    }

    private void begin(Term next) {
        term = next;
        used = 0;
        allowed = 0;
        if (next.kind() == Term.Kind.OPEN) {
            latencies.reset();
        }
        counts.publish(sent, answered, wrong, next.number());
    }

    private int pollClosed(long nowNs, int limit, PacketPool pool, PacketSink sink) {
        if (allowed - used < limit) {
            look();
        }
        final int count = (int) Math.min(limit, allowed - used);
        for (int i = 0; i < count; i++) {
            if (!request(nowNs, pool, sink)) {
                return i;
            }
        }
        return count;
    }

    private void look() {
        allowed = term.initial()[index] + credits.granted(index) - term.baseline()[index];
    }

    private int pollOpen(Term now, long nowNs, int limit, PacketPool pool, PacketSink sink) {
        final int count = (int) Math.min(limit, now.dueBy(index, nowNs) - used);
        for (int i = 0; i < count; i++) {
            if (!request(now.dueAtNs(index, used), pool, sink)) {
                return i;
            }
        }
        return Math.max(count, 0);
    }

    private boolean request(long dueNs, PacketPool pool, PacketSink sink) {
        final Packet packet = pool.allocate(frame.length());
        if (packet == null) {
            return false;
        }
        final int flow = turns[turn];
        turn = turn + 1 & TURN_MASK;
        used++;
        sent++;
        frame.write(packet, flow, flows.address(flow), flows.port(flow), dueNs);
        packet.arrivedNs(dueNs);
        sink.onPacket(packet);
        return true;
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        if (link.isClosed()) {
            return false;
        }
        final int flow = frame.flowOf(packet);
        if (flow < 0) {
            foreign++; // what a stack says of itself, of its groups for instance
            return true;
        }
        answered++;
        if (flow >= flows.count()
                || RequestFrame.address(packet) != flows.address(flow)
                || RequestFrame.port(packet) != flows.port(flow)) {
            wrong++;
        }
        if (term.kind() == Term.Kind.CLOSED) {
            grants[entryTurns[entryTurn]]++;
            entryTurn = entryTurn + 1 & TURN_MASK;
        } else {
            if (pending == MOST_PENDING) {
                recordLatencies();
            }
            pendingDueNs[pending++] = RequestFrame.dueNs(packet);
        }
        return true;
    }

    @Override
    public void flush(long nowNs) {
        if (pending > 0) {
            recordLatencies();
        }
        counts.publish(sent, answered, wrong, term.number());
        for (int queue = 0; queue < grants.length; queue++) {
            final int more = grants[queue];
            if (more > 0) {
                grants[queue] = 0;
                credits.grant(index, queue, more);
                if (queue != index) {
                    link.load(queue).ring();
                }
            }
        }
    }

    private void recordLatencies() {
        final long leftNs = clock.nowNs();
        for (int i = 0; i < pending; i++) {
            latencies.recordValue(Math.clamp(leftNs - pendingDueNs[i], 0, Slice.MAX_LATENCY_NS));
        }
        pending = 0;
    }

    @Override
    public long nextDeadlineNs() {
        return term.kind() == Term.Kind.OPEN && turns.length > 0 && hasMore(term)
                ? term.dueAtNs(index, used)
                : Long.MAX_VALUE;
    }

    private boolean hasMore(Term open) {
        return open.perSecond()[index] > 0 && open.dueAtNs(index, used) < open.endNs();
    }

    @Override
    public boolean announceArrival(Runnable newWakeUp) {
        counts.publish(sent, answered, wrong, term.number());
        wakeUp = newWakeUp;
        announced = true;
        bell.announcePark();
        if (hasArrivals()) {
            announced = false;
            bell.cancelPark();
            return false;
        }
        return true;
    }

    private boolean hasArrivals() {
        final Term now = terms.current();
        if (now != term) {
            return true;
        }
        if (now.kind() != Term.Kind.CLOSED || turns.length == 0) {
            return now.kind() == Term.Kind.OPEN && now.dueBy(index, clock.nowNs()) > used;
        }
        look();
        return allowed > used;
    }

    /// Has the queue's CPU look for requests, if need be by waking it.
    void ring() {
        if (bell.ring()) {
            wakeUp.run();
        }
    }

    /// What the harness may look at.
    QueueCounts counts() {
        return counts;
    }

    /// The latencies of the term; only between two, when nothing is under way.
    Histogram latencies() {
        return latencies;
    }

    /// Packets that were sent and answer nobody.
    long foreign() {
        return foreign;
    }

    @Override
    public long lost() {
        return 0;
    }
}
