package anax.netstack.tcp;

import anax.netstack.congestion.CongestionAlgorithm;
import anax.netstack.congestion.CongestionConfig;
import anax.netstack.ip.Ipv4Output;
import java.util.Objects;

/// What a user has chosen for one endpoint; accepted ones begin with their listener's choices.
///
/// Owner: that of the endpoint. Allocates when made. A choice holds at once; one out of its range is refused by an
/// [IllegalArgumentException].
public final class TcpSocketOptions {
    /// What a peer takes for agreed upon if it is told no MSS (RFC 9293, section 3.7.1).
    private static final int UNSAID_MSS = 536;

    private TcpEndpoint endpoint; // that is told of changes; null if none is
    private TcpPatience patience;
    private boolean noDelay;
    private boolean cork;
    private boolean quickAck;
    private int maxSeg;
    private boolean keepAlive;
    private int receiveBuffer;
    private int sendBuffer;
    private int mostReceive;
    private int mostSend;
    private int notSentLowWater;
    private int tos;
    private int ttl;
    private boolean noOptions;
    private boolean reportingErrors;
    private boolean tellingUnread;
    private RecoveryConfig recovery;
    private CongestionConfig choices;
    private CongestionAlgorithm congestion;
    private boolean pacing;
    private Ecn ecn;
    private int initialWindowSegments; // 0 for as many as the stack has

    TcpSocketOptions(TcpConfig config, TcpPatience patience) {
        this.patience = patience;
        maxSeg = 0;
        keepAlive = config.keepalive().on();
        receiveBuffer = config.buffers().receive();
        sendBuffer = config.buffers().send();
        mostReceive = config.buffers().mostReceive();
        mostSend = config.buffers().mostSend();
        notSentLowWater = Integer.MAX_VALUE;
        tos = 0;
        ttl = Ipv4Output.DEFAULT_TTL;
        recovery = config.recovery();
        choices = config.congestion();
        congestion = choices.algorithm();
        pacing = choices.pacing();
        ecn = config.segments().ecn();
    }

    private TcpSocketOptions(TcpSocketOptions other) {
        patience = other.patience;
        noDelay = other.noDelay;
        cork = other.cork;
        quickAck = other.quickAck;
        maxSeg = other.maxSeg;
        keepAlive = other.keepAlive;
        receiveBuffer = other.receiveBuffer;
        sendBuffer = other.sendBuffer;
        mostReceive = other.mostReceive;
        mostSend = other.mostSend;
        notSentLowWater = other.notSentLowWater;
        tos = other.tos;
        ttl = other.ttl;
        noOptions = other.noOptions;
        reportingErrors = other.reportingErrors;
        tellingUnread = other.tellingUnread;
        recovery = other.recovery;
        choices = other.choices;
        congestion = other.congestion;
        pacing = other.pacing;
        ecn = other.ecn;
        initialWindowSegments = other.initialWindowSegments;
    }

    TcpSocketOptions copy() {
        return new TcpSocketOptions(this);
    }

    void tell(TcpEndpoint owner) {
        endpoint = owner;
    }

    /// The longest segment to send to a peer that takes so much.
    int limited(int peer) {
        return maxSeg > 0 ? Math.min(maxSeg, peer) : peer;
    }

    /// The longest segment to announce where the link takes so much.
    int announced(int link) {
        if (noOptions) {
            return Math.min(UNSAID_MSS, link);
        }
        return maxSeg > 0 ? Math.min(maxSeg, link) : link;
    }

    /// Whether small segments go at once (TCP_NODELAY).
    public boolean isNoDelay() {
        return noDelay;
    }

    /// Whether small segments go at once (TCP_NODELAY).
    public TcpSocketOptions noDelay(boolean value) {
        noDelay = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// Whether only full segments go, for 200 ms at most (TCP_CORK).
    public boolean isCorked() {
        return cork;
    }

    /// Whether only full segments go, for 200 ms at most (TCP_CORK).
    public TcpSocketOptions cork(boolean value) {
        cork = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// Whether each segment is acknowledged at once (TCP_QUICKACK).
    public boolean isQuickAck() {
        return quickAck;
    }

    /// Whether each segment is acknowledged at once (TCP_QUICKACK).
    public TcpSocketOptions quickAck(boolean value) {
        quickAck = value;
        return this;
    }

    /// The longest segment that is announced and sent; 0 for what link and peer take (TCP_MAXSEG).
    public int maxSeg() {
        return maxSeg;
    }

    /// The longest segment that is announced and sent; 0 for what link and peer take (TCP_MAXSEG). Of a
    /// connection that stands it changes nothing.
    public TcpSocketOptions maxSeg(int value) {
        TcpConfig.check("maxSeg", value, 0, 65535);
        maxSeg = value;
        return this;
    }

    /// Whether an idle peer is asked if it is still there (SO_KEEPALIVE).
    public boolean isKeepAlive() {
        return keepAlive;
    }

    /// Whether an idle peer is asked if it is still there (SO_KEEPALIVE).
    public TcpSocketOptions keepAlive(boolean value) {
        keepAlive = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// After how long a silence it is asked (TCP_KEEPIDLE).
    public long keepIdleNs() {
        return patience.keepIdleNs;
    }

    /// After how long a silence it is asked (TCP_KEEPIDLE).
    public TcpSocketOptions keepIdleNs(long value) {
        TcpConfig.check("keepIdleNs", value, 1_000_000, 1L << 50);
        patience = patience.copy();
        patience.keepIdleNs = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// How long between two questions (TCP_KEEPINTVL).
    public long keepIntervalNs() {
        return patience.keepIntervalNs;
    }

    /// How long between two questions (TCP_KEEPINTVL).
    public TcpSocketOptions keepIntervalNs(long value) {
        TcpConfig.check("keepIntervalNs", value, 1_000_000, 1L << 50);
        patience = patience.copy();
        patience.keepIntervalNs = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// After how many without an answer it is given up (TCP_KEEPCNT).
    public int keepCount() {
        return patience.keepCount;
    }

    /// After how many without an answer it is given up (TCP_KEEPCNT).
    public TcpSocketOptions keepCount(int value) {
        TcpConfig.check("keepCount", value, 1, 1000);
        patience = patience.copy();
        patience.keepCount = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// How long octets may stay unacknowledged; 0 for as long as there are repetitions left (RFC 5482,
    /// TCP_USER_TIMEOUT).
    public long userTimeoutNs() {
        return patience.userTimeoutNs;
    }

    /// How long octets may stay unacknowledged; 0 for as long as there are repetitions left (RFC 5482,
    /// TCP_USER_TIMEOUT).
    public TcpSocketOptions userTimeoutNs(long value) {
        TcpConfig.check("userTimeoutNs", value, 0, 1L << 50);
        patience = patience.copy();
        patience.userTimeoutNs = value;
        return this;
    }

    /// How often its SYN is repeated (TCP_SYNCNT).
    public int synCount() {
        return patience.synCount;
    }

    /// How often its SYN is repeated (TCP_SYNCNT).
    public TcpSocketOptions synCount(int value) {
        TcpConfig.check("synCount", value, 0, 100);
        patience = patience.copy();
        patience.synCount = value;
        return this;
    }

    /// How long a connection may take to be opened; 0 for as long as there are repetitions left (TCP_KEEPINIT).
    public long openTimeoutNs() {
        return patience.openTimeoutNs;
    }

    /// How long a connection may take to be opened; 0 for as long as there are repetitions left (TCP_KEEPINIT).
    public TcpSocketOptions openTimeoutNs(long value) {
        TcpConfig.check("openTimeoutNs", value, 0, 1L << 50);
        patience = patience.copy();
        patience.openTimeoutNs = value;
        return this;
    }

    /// How long a close may take: 0 to end with a RST, -1 for as long as it takes in the background (SO_LINGER).
    public long lingerNs() {
        return patience.lingerNs;
    }

    /// How long a close may take: 0 to end with a RST, -1 for as long as it takes in the background (SO_LINGER).
    public TcpSocketOptions lingerNs(long value) {
        TcpConfig.check("lingerNs", value, -1, 1L << 50);
        patience = patience.copy();
        patience.lingerNs = value;
        return this;
    }

    /// Octets that may lie unread (SO_RCVBUF). Of a connection that stands it can only grow.
    public int receiveBuffer() {
        return receiveBuffer;
    }

    /// Octets that may lie unread (SO_RCVBUF). Of a connection that stands it can only grow. What is chosen
    /// stays: without a choice it grows as it is needed.
    public TcpSocketOptions receiveBuffer(int value) {
        TcpConfig.check("receiveBuffer", value, 256, 1 << 30);
        receiveBuffer = value;
        mostReceive = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// To how many octets the receive buffer may grow.
    int mostReceive() {
        return mostReceive;
    }

    /// To how many octets the send buffer may grow.
    int mostSend() {
        return mostSend;
    }

    /// Octets that may lie unsent or unacknowledged (SO_SNDBUF).
    public int sendBuffer() {
        return sendBuffer;
    }

    /// Octets that may lie unsent or unacknowledged (SO_SNDBUF). What is chosen stays: without a choice it grows
    /// as it is needed.
    public TcpSocketOptions sendBuffer(int value) {
        TcpConfig.check("sendBuffer", value, 256, 1 << 30);
        sendBuffer = value;
        mostSend = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// It counts as writable while fewer octets than this are unsent (TCP_NOTSENT_LOWAT).
    public int notSentLowWater() {
        return notSentLowWater;
    }

    /// It counts as writable while fewer octets than this are unsent (TCP_NOTSENT_LOWAT).
    public TcpSocketOptions notSentLowWater(int value) {
        TcpConfig.check("notSentLowWater", value, 1, Integer.MAX_VALUE);
        notSentLowWater = value;
        return this;
    }

    /// Class of service, 0 to 255; the two bits of congestion are not sent (IP_TOS).
    public int tos() {
        return tos;
    }

    /// Class of service, 0 to 255; the two bits of congestion are not sent (IP_TOS).
    public TcpSocketOptions tos(int value) {
        TcpConfig.check("tos", value, 0, 255);
        tos = value;
        return this;
    }

    /// Time to live, 1 to 255 (IP_TTL).
    public int ttl() {
        return ttl;
    }

    /// Time to live, 1 to 255 (IP_TTL).
    public TcpSocketOptions ttl(int value) {
        TcpConfig.check("ttl", value, 1, 255);
        ttl = value;
        return this;
    }

    /// Whether no segment has options, and none of the peer's are agreed upon but its MSS (TCP_NOOPT).
    public boolean isNoOptions() {
        return noOptions;
    }

    /// Whether no segment has options, and none of the peer's are agreed upon but its MSS (TCP_NOOPT). Of a
    /// connection that stands it changes nothing.
    public TcpSocketOptions noOptions(boolean value) {
        noOptions = value;
        return this;
    }

    /// Whether an error that the network reports is told at once, and not when the connection is given up
    /// (IP_RECVERR).
    public boolean isReportingErrors() {
        return reportingErrors;
    }

    /// Whether an error that the network reports is told at once, and not when the connection is given up
    /// (IP_RECVERR). Anybody on the way can forge one, so it ends nothing (RFC 5927, section 5.2).
    public TcpSocketOptions reportingErrors(boolean value) {
        reportingErrors = value;
        return this;
    }

    /// Whether each read of a message should be told what is left to be read (TCP_INQ).
    public boolean isTellingUnread() {
        return tellingUnread;
    }

    /// Whether each read of a message should be told what is left to be read, as [TcpEndpoint#unreadOrEnd] has it
    /// (TCP_INQ). It is for those who read by messages with control data; nothing in the engine depends on it.
    public TcpSocketOptions tellingUnread(boolean value) {
        tellingUnread = value;
        return this;
    }

    /// How losses are noticed and mended.
    public RecoveryConfig recovery() {
        return recovery;
    }

    /// How losses are noticed and mended, in connections that are opened from now on.
    public TcpSocketOptions recovery(RecoveryConfig value) {
        recovery = Objects.requireNonNull(value, "recovery");
        return this;
    }

    /// How congestion is controlled, by name (TCP_CONGESTION).
    public String congestion() {
        return congestion.id();
    }

    /// How congestion is controlled, by name: one of those that the stack's configuration has (TCP_CONGESTION).
    public TcpSocketOptions congestion(String name) {
        congestion = choices.named(name);
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// The rules of congestion control, and the algorithms to choose from.
    public CongestionConfig congestionRules() {
        return choices;
    }

    /// The rules of congestion control instead of the stack's, and with them algorithm and pacing, for
    /// connections that are opened from now on; algorithm and pacing of one that stands change at once.
    public TcpSocketOptions congestionRules(CongestionConfig value) {
        choices = Objects.requireNonNull(value, "congestionRules");
        pacing = value.pacing();
        return congestion(value.algorithm().id());
    }

    CongestionAlgorithm congestionAlgorithm() {
        return congestion;
    }

    /// Whether segments are spread over the round trip.
    public boolean isPacing() {
        return pacing;
    }

    /// Whether segments are spread over the round trip.
    public TcpSocketOptions pacing(boolean value) {
        pacing = value;
        if (endpoint != null) {
            endpoint.onOptions();
        }
        return this;
    }

    /// Whether connections use congestion marks.
    public Ecn ecn() {
        return ecn;
    }

    /// Whether connections use congestion marks, of those that are opened from now on (RFC 3168).
    public TcpSocketOptions ecn(Ecn value) {
        ecn = Objects.requireNonNull(value, "ecn");
        return this;
    }

    /// How many segments are sent before the first is acknowledged; 0 for as many as the stack has.
    public int initialWindowSegments() {
        return initialWindowSegments;
    }

    /// How many segments are sent before the first is acknowledged, and no more octets than they are when they
    /// are as long as Ethernet takes (RFC 6928), in connections that are opened from now on; 0 for as many as the
    /// stack has.
    public TcpSocketOptions initialWindowSegments(int value) {
        TcpConfig.check("initialWindowSegments", value, 0, SegmentConfig.MOST_INITIAL_WINDOW);
        initialWindowSegments = value;
        return this;
    }
}
