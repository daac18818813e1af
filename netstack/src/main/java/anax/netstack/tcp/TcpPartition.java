package anax.netstack.tcp;

import anax.netstack.dispatch.SipHash;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.InterfaceTable;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.PacketPoolConfig;
import org.agrona.concurrent.UnsafeBuffer;

/// One partition's TCP: all parts, put together.
///
/// Owner: one partition. Allocates when made. Never blocks.
final class TcpPartition {
    final EngineEnvironment environment;
    TcpConfig config; // of now
    TcpPatience patience; // as it has it
    final InterfaceTable interfaces;
    final Ipv4Output ip;
    final TcpSockets sockets;
    final TcpCounters counters = new TcpCounters();
    final HeldPackets held;
    final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    final SendMemory sendMemory;
    final BufferedTail tail = new BufferedTail();
    final InitialSequence initialSequence;
    final TimestampClock clock;
    final SegmentWriter writer;
    final Resets resets;
    final ChallengeAcks challenges;
    final Acknowledgements acks;
    final ReceiveWindow window;
    final BufferTuning tuning;
    final LossRecovery recovery;
    final SackRecovery sackRecovery;
    final SackInput sackInput = new SackInput();
    final Rack rack = new Rack();
    final AckSample sample = new AckSample(rack);
    final ProportionalRate proportionalRate = new ProportionalRate();
    final TailProbe tailProbe;
    final ForwardRto forwardRto;
    final Undo undo;
    final WindowControl congestion;
    final Pacing pacing;
    final TcpOutput output;
    final TcpTimers timers;
    final TcpErrors errors;
    final Lifecycle lifecycle;
    final GearPool gears;
    final SynCache synCache;
    final TimeWaits timeWaits;
    final ListenInput listenInput;
    final SynSentInput synSentInput;
    final SynchronizedInput synchronizedInput;
    private SentSegments freeSent;

    /// @param pool   which the environment's packets come from
    /// @param isn secret of initial sequence numbers
    /// @param ts  secret of timestamps
    /// @param cookie secret of SYN cookies
    TcpPartition(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            Ipv4Output ip,
            TcpConfig config,
            PacketPoolConfig pool,
            TcpSockets sockets,
            SipHash isn,
            SipHash ts,
            SipHash cookie) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.ip = ip;
        configure(config);
        this.sockets = sockets;
        held = new HeldPackets(environment.memory().packets() / HeldPackets.REORDERED_SHARE);
        sendMemory = new SendMemory(config.buffers().sendMemory(), environment.memory());
        initialSequence = new InitialSequence(isn);
        clock = new TimestampClock(config.options().timestampTickNs(), environment.nowNs(), ts);
        writer = new SegmentWriter(this);
        resets = new Resets(this);
        challenges = new ChallengeAcks(this);
        acks = new Acknowledgements(this);
        window = new ReceiveWindow(environment.memory());
        tuning = new BufferTuning(this, pool);
        recovery = new LossRecovery(this);
        sackRecovery = new SackRecovery(this);
        tailProbe = new TailProbe(this);
        forwardRto = new ForwardRto(this);
        undo = new Undo(this);
        congestion = new WindowControl(this);
        pacing = new Pacing(this);
        output = new TcpOutput(this);
        timers = new TcpTimers(this);
        errors = new TcpErrors(this);
        lifecycle = new Lifecycle(this);
        gears = new GearPool(this);
        synCache = new SynCache(this, new SynCookie(cookie));
        timeWaits = new TimeWaits(this);
        listenInput = new ListenInput(this);
        synSentInput = new SynSentInput(this);
        synchronizedInput = new SynchronizedInput(this);
    }

    /// What is sized by it keeps the size that it was made with.
    final void configure(TcpConfig value) {
        config = value;
        patience = TcpPatience.of(value);
    }

    /// Lends a connection the scoreboard for what it has under way from now on.
    void lend(TcpConnection connection) {
        final SentSegments lent = freeSent == null ? new SentSegments() : freeSent;
        freeSent = lent.nextFree;
        lent.nextFree = null;
        lent.begin(connection.sndUna);
        connection.sent = lent;
    }

    /// Takes it back when nothing is under way any more.
    void giveBack(TcpConnection connection) {
        final SentSegments back = connection.sent;
        if (back != null) {
            connection.sent = null;
            back.clear();
            back.nextFree = freeSent;
            freeSent = back;
        }
    }
}
