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
/// What the clients say to the stack, and what they make of its answers, is theirs; when they begin is the queue's.
///
/// In a closed term an answer brings the next request, on the queue that the traffic's weights choose: so the clients
/// keep to the traffic's mix, and a CPU that is slow with its share holds the others up, as it does with real
/// clients. In an open term an answer's latency is taken when its batch leaves, and counts from when the request was
/// due.
final class LoadQueue extends Desk implements LinkQueue {
    private static final int MOST_PENDING = 1_024;
    private static final int TURN_MASK = Flows.TURNS - 1;

    private final int index;
    private final LoadLink link;
    private final Credits credits;
    private final Terms terms;
    private final Clock clock;
    private final Clients clients;
    private final short[] entryTurns;
    private final Doorbell bell = new Doorbell();
    private final QueueCounts counts = new QueueCounts();
    private final Histogram latencies = Slice.newHistogram();
    private final int[] grants;
    private final boolean[] noted;
    private final long[] pendingDueNs = new long[MOST_PENDING];
    private Runnable wakeUp; // written before it is announced, read by the one ringer that is told to
    private boolean announced;
    private Term term = Term.IDLE;
    private int entryTurn;
    private int pending;
    private long used; // requests of this term
    private long allowed; // as far as this queue has looked
    private long sent;
    private long answered;
    private long wrong;
    private long foreign;
    private boolean isUnsettled; // something came that was not told yet

    // Of the poll that goes on.
    private int room;
    private PacketPool pool;
    private PacketSink sink;

    /// Makes one.
    ///
    /// @param alone true if each answer allows the next request on this very queue, so that none waits for
    ///     another
    LoadQueue(
            int index,
            LoadLink link,
            Flows flows,
            Traffic traffic,
            boolean offloads,
            boolean alone,
            Credits credits,
            Terms terms,
            Clock clock) {
        this.index = index;
        this.link = link;
        this.credits = credits;
        this.terms = terms;
        this.clock = clock;
        clients = traffic.job().isTcp()
                ? new TcpClients(this, index, link, flows, traffic, offloads)
                : new DatagramClients(this, index, flows, traffic.payload());
        entryTurns = flows.entryTurns(index);
        if (alone) {
            Arrays.fill(entryTurns, (short) index);
        }
        grants = new int[flows.cpus()];
        noted = new boolean[flows.cpus()];
    }

    @Override
    public int poll(long nowNs, int limit, PacketPool from, PacketSink to) {
        if (announced) {
            announced = false;
            bell.cancelPark();
        }
        final Term now = terms.current();
        if (now != term) {
            begin(now);
        }
        room = limit;
        pool = from;
        sink = to;
        clients.goOn(nowNs, now.kind() == Term.Kind.IDLE);
        switch (now.kind()) {
            case IDLE -> {}
            case OPENING -> clients.open();
            case CLOSED -> pollClosed(nowNs);
            case OPEN -> pollOpen(now, nowNs);
        }
        if (isUnsettled || counts.isOwing() != clients.isOwing() || counts.opened() != clients.opened()) {
            settle();
        }
        return limit - room;
    }

    private void begin(Term next) {
        term = next;
        used = 0;
        allowed = 0;
        if (next.kind() == Term.Kind.OPEN) {
            latencies.reset();
        }
        publish();
    }

    private void publish() {
        counts.publish(sent, answered, wrong, term.number(), clients.opened(), clients.isOwing());
    }

    private void pollClosed(long nowNs) {
        if (allowed - used < room) {
            look();
        }
        while (room > 0 && used < allowed && clients.begin(nowNs)) {
            used++;
            sent++;
        }
    }

    private void look() {
        allowed = term.initial()[index] + credits.granted(index) - term.baseline()[index];
    }

    private void pollOpen(Term now, long nowNs) {
        final long due = now.dueBy(index, nowNs);
        while (room > 0 && used < due && clients.begin(now.dueAtNs(index, used))) {
            used++;
            sent++;
        }
    }

    @Override
    Packet packet(int octets) {
        return room > 0 ? pool.allocate(octets) : null;
    }

    @Override
    void emit(Packet packet) {
        room--;
        sink.onPacket(packet);
    }

    @Override
    public boolean send(Packet packet, long nowNs) {
        return !link.isClosed() && clients.take(packet, nowNs);
    }

    @Override
    void answered(long dueNs) {
        isUnsettled = true;
        answered++;
        if (term.kind() == Term.Kind.CLOSED) {
            grants[entryTurns[entryTurn]]++;
            entryTurn = entryTurn + 1 & TURN_MASK;
        } else {
            if (pending == MOST_PENDING) {
                recordLatencies();
            }
            pendingDueNs[pending++] = dueNs;
        }
    }

    @Override
    void wrong() {
        isUnsettled = true;
        wrong++;
    }

    /// What a stack says of itself, of its groups for instance.
    @Override
    void foreign() {
        foreign++;
    }

    @Override
    void noted(int queue) {
        isUnsettled = true;
        noted[queue] = true;
    }

    @Override
    public void flush(long nowNs) {
        if (isUnsettled || counts.sent() != sent) {
            settle();
        }
    }

    /// Tells what has come: the harness, and the queues that it concerns.
    private void settle() {
        isUnsettled = false;
        if (pending > 0) {
            recordLatencies();
        }
        publish();
        for (int queue = 0; queue < grants.length; queue++) {
            final int more = grants[queue];
            if (more > 0) {
                grants[queue] = 0;
                credits.grant(index, queue, more);
            }
            if (queue != index && (more > 0 || noted[queue])) {
                noted[queue] = false;
                link.load(queue).ring();
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
        final long deadlineNs = clients.deadlineNs();
        return term.kind() == Term.Kind.OPEN && clients.isFree() && hasMore(term)
                ? Math.min(deadlineNs, term.dueAtNs(index, used))
                : deadlineNs;
    }

    private boolean hasMore(Term open) {
        return open.perSecond()[index] > 0 && open.dueAtNs(index, used) < open.endNs();
    }

    @Override
    public boolean announceArrival(Runnable newWakeUp) {
        publish();
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
        if (now != term || clients.hasDue()) {
            return true;
        }
        return switch (now.kind()) {
            case IDLE -> clients.isOwing();
            case OPENING -> false;
            case CLOSED -> {
                look();
                yield allowed > used && clients.isFree();
            }
            case OPEN -> clients.isFree() && now.dueBy(index, clock.nowNs()) > used;
        };
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

    /// Operations that are done; the queue's CPU asks.
    long answeredCount() {
        return answered;
    }

    /// The latencies of the term; only between two, when nothing is under way.
    Histogram latencies() {
        return latencies;
    }

    /// Packets that were sent and answer nobody.
    long foreignCount() {
        return foreign;
    }

    @Override
    public long lost() {
        return 0;
    }
}
