package anax.netstack.udp;

import anax.netstack.dispatch.Classifier;
import anax.netstack.engine.BatchWork;
import anax.netstack.engine.EngineEnvironment;
import anax.netstack.engine.Guard;
import anax.netstack.ip.ErrorReport;
import anax.netstack.ip.ErrorReports;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.MemoryLevel;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketQueue;

/// What the engine keeps of one UDP socket: its ends, its options, and the datagrams that nobody has read yet.
///
/// Owner: one partition, which is named by [#owner] and never changes while it is open; others may read what is
/// final. Where several threads serve that partition, its guard keeps them apart at what they all touch: the queue
/// and the error. Allocates when made. Never blocks otherwise. Bound: so many datagrams and octets may lie unread;
/// what comes beyond is dropped and counted, the oldest stay.
public final class UdpEndpoint extends BatchWork {
    /// Datagrams that may lie unread if nobody says otherwise.
    public static final int DEFAULT_QUEUE_DATAGRAMS = 1_024;

    /// Octets that may lie unread if nobody says otherwise.
    public static final int DEFAULT_QUEUE_OCTETS = 1 << 20;

    /// Who learns that there is something to read. Called at the end of the batch that it came in, on the owner.
    @FunctionalInterface
    public interface Readers {
        /// Something came, or an error did.
        void onReadable(UdpEndpoint endpoint);
    }

    private final int owner;
    private final Guard guard;
    private final Readers readers;
    private final PacketQueue unread = new PacketQueue();

    int localAddress;
    int localPort;
    int remoteAddress;
    int remotePort;

    private int ttl = Ipv4Output.DEFAULT_TTL;
    private int groupTtl = 1;
    private int service;
    private int interfaceIndex = -1;
    private boolean broadcastAllowed;
    private boolean groupLoop = true;
    private boolean dontFragment;
    private boolean checksums = true;
    private boolean segments;
    private boolean closed;
    private int queueDatagrams = DEFAULT_QUEUE_DATAGRAMS;
    private long queueOctets = DEFAULT_QUEUE_OCTETS;
    private UdpEndpoint successor;
    private int successorsPeer;
    private int successorsPeerPort;
    private IcmpError error;
    private ErrorReports reports; // null unless its user wants them
    private long received;
    private long dropped;

    /// Makes an endpoint that is neither bound nor connected.
    ///
    /// @param environment that of its owner
    public UdpEndpoint(EngineEnvironment environment, Readers readers) {
        this.readers = readers;
        owner = environment.partition();
        guard = environment.newGuard();
    }

    /// The partition that it belongs to. Anybody may ask.
    public int owner() {
        return owner;
    }

    /// Its own IPv4 address; 0 if it takes what comes to any.
    public int localAddress() {
        return localAddress;
    }

    /// Its own port; 0 before it has one.
    public int localPort() {
        return localPort;
    }

    /// Whom it is connected to; 0 if to nobody.
    public int remoteAddress() {
        return remoteAddress;
    }

    /// The port that it is connected to; 0 if to none.
    public int remotePort() {
        return remotePort;
    }

    /// True if it hears one peer only.
    public boolean isConnected() {
        return remotePort != 0;
    }

    /// Who is told of it. Anybody may ask.
    public Readers readers() {
        return readers;
    }

    /// What its user has chosen, for a socket whose state goes to another partition. Owner: nobody, it never
    /// changes.
    public record Options(
            int ttl,
            int groupTtl,
            int service,
            int interfaceIndex,
            boolean broadcastAllowed,
            boolean groupLoop,
            boolean dontFragment,
            boolean checksums,
            int queueDatagrams,
            long queueOctets,
            boolean segments) {}

    /// What its user has chosen.
    public Options options() {
        return new Options(
                ttl,
                groupTtl,
                service,
                interfaceIndex,
                broadcastAllowed,
                groupLoop,
                dontFragment,
                checksums,
                queueDatagrams,
                queueOctets,
                segments);
    }

    /// Has all that a user chose for another one, but for segments, which its partition counts
    /// ([UdpSockets#receiveSegments]).
    public void options(Options chosen) {
        ttl = chosen.ttl();
        groupTtl = chosen.groupTtl();
        service = chosen.service();
        interfaceIndex = chosen.interfaceIndex();
        broadcastAllowed = chosen.broadcastAllowed();
        groupLoop = chosen.groupLoop();
        dontFragment = chosen.dontFragment();
        checksums = chosen.checksums();
        queueDatagrams = chosen.queueDatagrams();
        queueOctets = chosen.queueOctets();
    }

    /// Takes a datagram, or several that came as one packet, which are taken singly unless it wants them so; the
    /// packet is the endpoint's from now on, reduced to the payload.
    ///
    /// @param at where it is taken: in an environment of the owner's
    void receive(EngineEnvironment at, Packet packet, int payloadAt, int payloadLength) {
        packet.range(payloadAt, payloadLength);
        if (!segments && DatagramSegments.areIn(packet)) {
            DatagramSegments.giveSingly(packet, this, at);
        } else {
            receiveOne(at, packet);
        }
    }

    /// Takes what its reader is to have at once.
    void receiveOne(EngineEnvironment at, Packet packet) {
        guard.enter();
        final DropReason refused = refusal(at, packet.length());
        if (refused == null) {
            received++;
            unread.add(packet);
        } else if (refused != DropReason.SOCKET_CLOSED) {
            dropped++;
        }
        guard.leave();
        if (refused == null) {
            at.atEndOfBatch(this);
        } else if (refused == DropReason.SOCKET_CLOSED) {
            giveToSuccessor(at, packet);
        } else {
            at.drop(packet, refused);
        }
    }

    private DropReason refusal(EngineEnvironment at, int payloadLength) {
        if (closed) {
            return DropReason.SOCKET_CLOSED;
        }
        final boolean full = unread.size() >= queueDatagrams || unread.octets() + payloadLength > queueOctets;
        if (full) {
            return DropReason.UDP_QUEUE;
        }
        return at.memory().level() == MemoryLevel.CRITICAL ? DropReason.UDP_MEMORY : null;
    }

    /// Learns that something it sent went no further.
    void fail(EngineEnvironment at, IcmpError why) {
        guard.enter();
        error = why;
        guard.leave();
        at.atEndOfBatch(this);
    }

    /// As [#fail], with what the message said; its user gets that only if he wants it.
    void fail(EngineEnvironment at, Packet packet, IcmpError why) {
        guard.enter();
        if (reports != null) {
            reports.add(ErrorReport.of(packet, why));
        }
        guard.leave();
        fail(at, why);
    }

    @Override
    protected void finish(long nowNs) {
        readers.onReadable(this);
    }

    /// The oldest unread datagram, which is its reader's from now on: its octets are the payload, its source is
    /// the packet's. Whoever has read it ends it with [EngineEnvironment#deliver].
    ///
    /// @return null if there is none
    public Packet poll() {
        guard.enter();
        final Packet oldest = unread.poll();
        guard.leave();
        return oldest;
    }

    /// The oldest unread datagram, which stays, and whose octets must not be changed; null if there is none. Only
    /// for whoever alone takes datagrams from it: another reader's [#poll] would end it.
    public Packet peek() {
        guard.enter();
        final Packet oldest = unread.peek();
        guard.leave();
        return oldest;
    }

    /// Takes all that is unread, as [#poll] does.
    ///
    /// @return how many that were
    public int pollAll(PacketQueue into) {
        guard.enter();
        int count = 0;
        Packet packet;
        while ((packet = unread.poll()) != null) {
            into.add(packet);
            count++;
        }
        guard.leave();
        return count;
    }

    /// Datagrams that lie unread.
    public int unread() {
        guard.enter();
        final int count = unread.size();
        guard.leave();
        return count;
    }

    /// Octets that lie unread.
    public long unreadOctets() {
        guard.enter();
        final long octets = unread.octets();
        guard.leave();
        return octets;
    }

    /// The error that came since the last call, once; null if none did.
    public IcmpError takeError() {
        guard.enter();
        final IcmpError taken = error;
        error = null;
        guard.leave();
        return taken;
    }

    /// Whether each ICMP error about what it sent is kept, [ErrorReports#MOST] at most (IP_RECVERR).
    public boolean reportsErrors() {
        guard.enter();
        final boolean kept = reports != null;
        guard.leave();
        return kept;
    }

    /// Whether each ICMP error about what it sent is kept, [ErrorReports#MOST] at most (IP_RECVERR).
    public void reportsErrors(boolean on) {
        guard.enter();
        reports = on ? new ErrorReports() : null;
        guard.leave();
    }

    /// The oldest of the errors that are kept, once; null if there is none.
    public ErrorReport takeReport() {
        guard.enter();
        final ErrorReport taken = reports == null ? null : reports.poll();
        guard.leave();
        return taken;
    }

    /// True if [#takeReport] has something to say.
    public boolean hasReport() {
        guard.enter();
        final boolean has = reports != null && !reports.isEmpty();
        guard.leave();
        return has;
    }

    /// True if there is an error to take.
    public boolean hasError() {
        guard.enter();
        final boolean has = error != null;
        guard.leave();
        return has;
    }

    /// True if there is a datagram or an error to take, or if nothing will come any more.
    public boolean isReadable() {
        guard.enter();
        final boolean readable = closed || error != null || !unread.isEmpty();
        guard.leave();
        return readable;
    }

    /// Drops what lies unread; nothing comes any more. Whoever waits is told.
    void close(EngineEnvironment at) {
        guard.enter();
        closed = true;
        guard.leave();
        Packet packet;
        while ((packet = poll()) != null) {
            at.drop(packet, DropReason.SOCKET_CLOSED);
        }
        at.atEndOfBatch(this);
    }

    /// Ends it, because a connected one takes its place: that gets what lies unread, whoever sent it, and of what
    /// is still under way to this one what comes from its peer. Whoever waits is told that nothing comes any
    /// more.
    void moveTo(EngineEnvironment at, UdpEndpoint connected, int peer, int peerPort) {
        guard.enter();
        successor = connected;
        successorsPeer = peer;
        successorsPeerPort = peerPort;
        closed = true;
        guard.leave();
        Packet packet;
        while ((packet = poll()) != null) {
            passOn(at, packet, connected);
        }
        at.atEndOfBatch(this);
    }

    /// True once it was closed.
    public boolean isClosed() {
        return closed;
    }

    /// Datagrams that were queued for it.
    public long received() {
        return received;
    }

    /// Datagrams that found its queue full.
    public long dropped() {
        return dropped;
    }

    /// Bounds what may lie unread.
    ///
    /// @throws IllegalArgumentException if a bound is below 1
    public void queueBounds(int datagrams, long octets) {
        if (datagrams < 1 || octets < 1) {
            throw new IllegalArgumentException("a receive queue of " + datagrams + " datagrams and " + octets
                    + " octets was asked for; use 1 or more of each");
        }
        queueDatagrams = datagrams;
        queueOctets = octets;
    }

    /// TTL of what goes to one host, 1 to 255.
    public void ttl(int value) {
        ttl = checkOctet("TTL", value, 1);
    }

    /// TTL of what goes to a multicast group, 0 to 255; 1 at first, which no router passes on (RFC 1112, section
    /// 6.1).
    public void groupTtl(int value) {
        groupTtl = checkOctet("multicast TTL", value, 0);
    }

    /// Class of service and congestion mark, 0 to 255.
    public void service(int value) {
        service = checkOctet("service", value, 0);
    }

    /// The interface that groups and broadcasts are reached by; -1 for the route's.
    public void interfaceIndex(int index) {
        interfaceIndex = index;
    }

    /// Whether it may send to everybody (RFC 1122, section 4.1.3.5 leaves that to the application).
    public void allowBroadcast(boolean allowed) {
        broadcastAllowed = allowed;
    }

    /// Whether members on this host get what it sends to a group.
    public void groupLoop(boolean on) {
        groupLoop = on;
    }

    /// Whether to refuse what is longer than the path's MTU instead of fragmenting it (RFC 8085, section 3.2).
    public void dontFragment(boolean on) {
        dontFragment = on;
    }

    /// Whether it sends checksums. Without them damage goes unnoticed (RFC 1122, section 4.1.3.4).
    public void checksums(boolean on) {
        checksums = on;
    }

    /// Whether it takes several datagrams of one length as one packet. What comes as one packet counts as one
    /// datagram to the bounds of the queue, with all of its octets.
    public boolean receivesSegments() {
        return segments;
    }

    /// Changed by [UdpSockets#receiveSegments], which counts who wants it.
    void receiveSegments(boolean wanted) {
        segments = wanted;
    }

    private void giveToSuccessor(EngineEnvironment at, Packet packet) {
        if (successor != null && packet.srcAddress() == successorsPeer && packet.srcPort() == successorsPeerPort) {
            passOn(at, packet, successor);
        } else {
            at.drop(packet, DropReason.SOCKET_CLOSED);
        }
    }

    private static void passOn(EngineEnvironment at, Packet packet, UdpEndpoint to) {
        at.passOn(packet.recipient(to).stage(Classifier.STAGE_RECIPIENT), to.owner());
    }

    int ttlTo(boolean group) {
        return group ? groupTtl : ttl;
    }

    int service() {
        return service;
    }

    int interfaceIndex() {
        return interfaceIndex;
    }

    boolean isBroadcastAllowed() {
        return broadcastAllowed;
    }

    boolean isGroupLooped() {
        return groupLoop;
    }

    boolean isDontFragment() {
        return dontFragment;
    }

    boolean hasChecksums() {
        return checksums;
    }

    private static int checkOctet(String what, int value, int least) {
        if (value < least || value > 255) {
            throw new IllegalArgumentException(what + " " + value + " was given; use " + least + " to 255");
        }
        return value;
    }
}
