package anax.bench.throughput.load;

import anax.netstack.link.Link;
import anax.netstack.packet.PacketPool;
import anax.netstack.stack.FlowShares;
import anax.runtime.clock.Clock;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Clients for a stack on some CPUs: has them work for a slice, and says what they saw.
///
/// Owner: the harness's thread, which [#runClosed] and [#runOpen] block; the queues are the CPUs'. Allocates between
/// slices.
public final class Load {
    /// Requests that are under way in a closed slice, for each CPU; fewer where there are fewer connections.
    public static final int UNDER_WAY = 64;

    private static final long OPENING_QUIET_NS = 5_000_000_000L;

    private static final double MILLION = 1e6;
    private static final long WARM_IN_NS = 2_000_000L;
    private static final long LOOK_EVERY_NS = 200_000L;
    private static final long QUIET_NS = 100_000_000L;

    /// Where nothing may be lost, so long without a move is a loss: a crowded machine may leave a CPU without its
    /// processor for a good part of it.
    private static final long LOST_NS = 2_000_000_000L;

    private static final long WATCHDOG_NS = 10_000_000_000L;

    private final Traffic traffic;
    private final Flows flows;
    private final LoadLink link;
    private final Terms terms = new Terms();
    private final Clock clock;
    private int number;

    /// Makes clients whom nobody has asked yet.
    ///
    /// @param shares which CPU owns which flow
    public Load(Traffic traffic, int cpus, FlowShares shares, Clock clock) {
        this(traffic, cpus, shares, clock, false, false);
    }

    /// Clients behind a device that takes and brings segments joined.
    public static Load offloading(Traffic traffic, int cpus, FlowShares shares, Clock clock) {
        return new Load(traffic, cpus, shares, clock, true, false);
    }

    /// The same clients to be measured without a stack, each queue's by themselves: time in which one waited for
    /// another would count as its own.
    public static Load alone(Traffic traffic, int cpus, FlowShares shares, Clock clock, boolean offloads) {
        return new Load(traffic, cpus, shares, clock, offloads, true);
    }

    private Load(Traffic traffic, int cpus, FlowShares shares, Clock clock, boolean offloads, boolean alone) {
        this.traffic = traffic;
        this.clock = clock;
        flows = Flows.of(
                traffic,
                cpus,
                (src, dst, srcPort, dstPort) -> shares.table().cpu(shares.hash().hash(src, dst, srcPort, dstPort)));
        link = new LoadLink(flows, traffic, offloads, alone, terms, clock);
    }

    /// The device, for the stack.
    public Link link() {
        return link;
    }

    /// The server's address, for the stack's interface; the clients are in the same network of 8 bits.
    public static int serverAddress() {
        return Flows.SERVER;
    }

    /// The server's port.
    public static int serverPort() {
        return Flows.SERVER_PORT;
    }

    /// Has all clients connect that are to be connected before the first slice.
    ///
    /// @throws IllegalStateException if some cannot
    public void connect() throws InterruptedException {
        if (!traffic.job().opensBefore()) {
            return;
        }
        beginOpening();
        long seen = -1;
        long sinceNs = clock.nowNs();
        while (!isOpen()) {
            final long opened = opened();
            if (opened != seen) {
                seen = opened;
                sinceNs = clock.nowNs();
            } else if (clock.nowNs() - sinceNs > OPENING_QUIET_NS) {
                throw new IllegalStateException(opened + " of " + flows.count()
                        + " clients got a connection, and no more; give the JVM more memory, or ask for fewer --flows");
            }
            sleepUntil(clock.nowNs() + LOOK_EVERY_NS);
        }
        end();
        awaitAnswers(LOST_NS);
    }

    /// Has all clients begin to connect.
    void beginOpening() {
        begin(Term.opening(++number));
    }

    /// Whether all clients are connected that are to be.
    boolean isOpen() {
        return !traffic.job().opensBefore() || opened() == flows.count();
    }

    private long opened() {
        long sum = 0;
        for (int queue = 0; queue < flows.cpus(); queue++) {
            sum += link.load(queue).counts().opened();
        }
        return sum;
    }

    /// Keeps requests under way for about `sliceNs`.
    ///
    /// @param meters are read where the window begins and where it ends
    /// @throws IllegalStateException if a request was not answered, or wrongly
    public Window runClosed(long sliceNs, Meters meters) throws InterruptedException {
        final long sentBefore = sent();
        final long answeredBefore = answered();
        begin(beginClosed());
        sleepUntil(clock.nowNs() + WARM_IN_NS);
        meters.begin();
        final long startNs = clock.nowNs();
        final long atStart = answered();
        sleepUntil(startNs + sliceNs);
        final long atEnd = answered();
        final long endNs = clock.nowNs();
        meters.end();
        end();
        awaitAnswers(LOST_NS);
        checkAnswers(sent() - sentBefore, answered() - answeredBefore, true);
        return new Window(atEnd - atStart, endNs - startNs, 0);
    }

    /// Sends requests at a rate for `sliceNs`, and waits for the answers to all of them, within reason.
    ///
    /// @param perSecond of all queues together
    /// @param latencies gets those of all requests; one that was never answered counts as long as it was waited
    ///     for
    /// @throws IllegalStateException if a request was answered wrongly
    public Window runOpen(long sliceNs, long perSecond, Histogram latencies, Meters meters)
            throws InterruptedException {
        final long sentBefore = sent();
        final long answeredBefore = answered();
        final Term term = beginOpen(sliceNs, perSecond);
        long due = 0;
        for (int queue = 0; queue < flows.cpus(); queue++) {
            due += term.dueBy(queue, term.endNs());
        }
        meters.begin();
        begin(term);
        sleepUntil(term.endNs());
        final long answeredInTime = answered() - answeredBefore;
        meters.end();
        awaitAll(sentBefore + due, answeredBefore + due);
        end();
        awaitAnswers(QUIET_NS);
        final long answers = answered() - answeredBefore;
        checkAnswers(sent() - sentBefore, answers, false);
        for (int queue = 0; queue < flows.cpus(); queue++) {
            latencies.add(link.load(queue).latencies());
        }
        if (due > answers) {
            latencies.recordValueWithCount(clock.nowNs() - term.startNs(), due - answers);
        }
        return new Window(answeredInTime, sliceNs, due - answers);
    }

    private Term beginClosed() {
        final int all = UNDER_WAY * flows.cpus();
        final int[] initial = new int[flows.cpus()];
        for (int queue = 0; queue < initial.length; queue++) {
            final double share = flows.share(queue);
            final int most = traffic.job().isTcp() ? flows.ofQueue(queue).length : Integer.MAX_VALUE;
            initial[queue] = share == 0 ? 0 : Math.clamp(Math.round(all * share), 1, most);
        }
        return new Term(++number, Term.Kind.CLOSED, 0, 0, new long[0], initial, link.baseline());
    }

    private Term beginOpen(long sliceNs, long perSecond) {
        final long[] rates = new long[flows.cpus()];
        for (int queue = 0; queue < rates.length; queue++) {
            rates[queue] = Math.round(perSecond * flows.share(queue));
        }
        final long startNs = clock.nowNs() + WARM_IN_NS;
        return new Term(++number, Term.Kind.OPEN, startNs, startNs + sliceNs, rates, new int[0], new long[0]);
    }

    private void begin(Term term) {
        terms.begin(term);
        for (int queue = 0; queue < flows.cpus(); queue++) {
            link.load(queue).ring();
        }
    }

    /// Wakes CPUs that sleep, so that each says that it has seen the end.
    private void end() {
        begin(Term.idle(++number));
    }

    private void awaitAll(long sent, long answered) throws InterruptedException {
        long seen = answered();
        long sinceNs = clock.nowNs();
        while (answered() < answered || sent() < sent) {
            if (answered() != seen) {
                seen = answered();
                sinceNs = clock.nowNs();
            } else if (clock.nowNs() - sinceNs > QUIET_NS) {
                return;
            }
            sleepUntil(clock.nowNs() + LOOK_EVERY_NS);
        }
    }

    /// Waits until nothing is under way, or until nothing has moved for long.
    private void awaitAnswers(long patienceNs) throws InterruptedException {
        long sinceNs = clock.nowNs();
        long seen = -1;
        while (true) {
            final boolean known = isEndKnown();
            final long sent = sent();
            final long answered = answered();
            if (sent + answered != seen) {
                seen = sent + answered;
                sinceNs = clock.nowNs();
            }
            final long quietNs = clock.nowNs() - sinceNs;
            if (known && (sent == answered || quietNs > patienceNs)) {
                return;
            }
            if (quietNs > WATCHDOG_NS) {
                throw new IllegalStateException("a CPU has not looked at its queue for " + WATCHDOG_NS / 1_000_000
                        + " ms after the slice; the design hangs");
            }
            sleepUntil(clock.nowNs() + LOOK_EVERY_NS);
        }
    }

    private boolean isEndKnown() {
        for (int queue = 0; queue < flows.cpus(); queue++) {
            final QueueCounts counts = link.load(queue).counts();
            if (counts.answered() < 0 || counts.term() != number || counts.isOwing()) {
                return false;
            }
        }
        return true;
    }

    private void checkAnswers(long sent, long answers, boolean all) {
        long wrong = 0;
        for (int queue = 0; queue < flows.cpus(); queue++) {
            wrong += link.load(queue).counts().wrong();
        }
        if (wrong > 0) {
            throw new IllegalStateException(wrong + " answers went to somebody who had not asked; the design is wrong");
        }
        if (all && answers != sent) {
            throw new IllegalStateException((sent - answers) + " of " + sent + " requests were not answered, with "
                    + UNDER_WAY + " under way for each CPU; nothing may be lost there");
        }
    }

    private void sleepUntil(long untilNs) throws InterruptedException {
        for (long left = untilNs - clock.nowNs(); left > 0; left = untilNs - clock.nowNs()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a slice ran");
            }
        }
    }

    private long sent() {
        long sum = 0;
        for (int queue = 0; queue < flows.cpus(); queue++) {
            sum += link.load(queue).counts().sent();
        }
        return sum;
    }

    private long answered() {
        long sum = 0;
        for (int queue = 0; queue < flows.cpus(); queue++) {
            sum += link.load(queue).counts().answered();
        }
        return sum;
    }

    /// What the fullest CPU gets of the requests to answer, in millionths of what each would get if all got the
    /// same.
    public long fullestPpm() {
        double fullest = 0;
        for (int cpu = 0; cpu < flows.cpus(); cpu++) {
            fullest = Math.max(fullest, flows.ownedShare(cpu));
        }
        return Math.round(fullest * flows.cpus() * MILLION);
    }

    /// How the flows are shared out, for what drives the clients without a stack.
    LoadLink device() {
        return link;
    }

    Flows flows() {
        return flows;
    }

    /// A server that is no stack, for one queue's clients.
    Mirror mirror(int queue, PacketPool pool) {
        final boolean offloads = link.capabilities().longestSegment() > 0;
        return new Mirror(link.load(queue), flows, traffic.job(), offloads, pool);
    }

    /// Has the clients keep requests under way from now on.
    void open() {
        begin(beginClosed());
    }

    /// Has them stop.
    void close() {
        end();
    }

    /// Reads what is read at both ends of a window.
    ///
    /// Owner: the harness's thread.
    public interface Meters {
        /// The window begins.
        void begin();

        /// The window ends.
        void end();
    }

    /// What the clients saw in a slice.
    ///
    /// Owner: nobody; immutable.
    ///
    /// @param answers within the window
    /// @param lengthNs of the window
    /// @param lost    requests that were due and never answered
    public record Window(long answers, long lengthNs, long lost) {}
}
