package anax.netstack.packet;

import anax.runtime.Cpu;
import anax.runtime.Message;
import anax.runtime.ReplyPort;
import org.agrona.concurrent.UnsafeBuffer;

/// A packet: one slot of a pool's memory, what is known of the octets in it, and itself the message that takes them
/// to another CPU.
///
/// Owner: one CPU at a time, see [#owner]; on the way, nobody. It allocates nothing, its pool made it at boot. What
/// earlier stages found out (where headers begin, addresses, ports, the flow's hash) is kept here, so that no stage
/// parses what another one has parsed; it is only as true as the stage that wrote it was.
public final class Packet extends Message {
    /// Octets before the first one of a packet that is made or received, for the headers of lower layers: a link
    /// header with a tag, an IP header with all its options, and a TCP header with all of its.
    public static final int HEADROOM = 192;

    /// Nobody has looked at the transport's checksum: it must be verified.
    public static final int CHECKSUM_UNKNOWN = 0;

    /// The transport's checksum is right, or its device or originator vouches for it.
    public static final int CHECKSUM_VALID = 1;

    /// The field holds the sum of the pseudo-header only; whoever sends the packet over a wire must complete it.
    public static final int CHECKSUM_PARTIAL = 2;

    /// It is no super-segment.
    public static final int GSO_NONE = 0;

    /// A TCP segment over IPv4 that is to be cut into several.
    public static final int GSO_TCP4 = 1;

    /// As [#GSO_TCP4], over IPv6.
    public static final int GSO_TCP6 = 2;

    /// Several UDP datagrams of one flow, of equal length but for the last.
    public static final int GSO_UDP = 3;

    /// The owner of what is under way between two CPUs.
    public static final int IN_FLIGHT = -1;

    /// What [#frameOffset] says if the frame is not there.
    public static final int NO_FRAME = -1;

    /// The owner of what lies in its pool.
    static final int POOLED = -2;

    /// The next one in the list that it is in; the owner's.
    Packet next;

    private final PacketPool home;
    private final UnsafeBuffer buffer;
    private final WayHome wayHome = new WayHome(this);

    private int offset;
    private int length;
    private int frameOffset;
    private int networkOffset;
    private int transportOffset;

    private int srcAddress;
    private int dstAddress;
    private int srcPort;
    private int dstPort;
    private int protocol;
    private int flowHash;
    private int interfaceIndex;
    private int stage;
    private Object recipient;
    private int passedBy;
    private boolean outbound;
    private boolean linkGroup;

    private int checksumState;
    private int checksumStart;
    private int checksumOffset;
    private int gsoType;
    private int gsoSize;

    private PacketTail tail; // null if all octets are in the slot
    private int tailLength;

    private long arrivedNs;
    private int owner = POOLED; // kept by assertions only
    private Throwable allocatedAt; // in debug mode only

    Packet(PacketPool home, UnsafeBuffer buffer) {
        this.home = home;
        this.buffer = buffer;
        replyTo(ReplyPort.SILENT);
    }

    /// Begins a new life: no octets, with [#HEADROOM] before them, and nothing known.
    void begin() {
        next = null;
        offset = HEADROOM;
        length = 0;
        frameOffset = NO_FRAME;
        networkOffset = HEADROOM;
        transportOffset = HEADROOM;
        protocol = 0;
        flowHash = 0;
        interfaceIndex = 0;
        stage = 0;
        recipient = null;
        outbound = false;
        linkGroup = false;
        checksumState = CHECKSUM_UNKNOWN;
        gsoType = GSO_NONE;
        gsoSize = 0;
        tail = null;
        tailLength = 0;
    }

    /// Its whole slot; positions in it are those that [#offset] and its likes give.
    public UnsafeBuffer buffer() {
        assert isTouchable() : "a packet of " + ownerText() + " was touched by " + Cpu.currentOrNull();
        return buffer;
    }

    /// Where its first octet is.
    public int offset() {
        return offset;
    }

    /// How many octets it has.
    public int length() {
        return length;
    }

    /// Where its last octet is, plus one.
    public int end() {
        return offset + length;
    }

    /// How many octets its slot could hold behind the headroom.
    public int capacity() {
        return buffer.capacity() - HEADROOM;
    }

    /// Says where its octets are.
    ///
    /// @throws IllegalArgumentException if they would lie outside of the slot
    public Packet range(int newOffset, int newLength) {
        if (newOffset < 0 || newLength < 0 || newLength > buffer.capacity() - newOffset) {
            throw new IllegalArgumentException("a packet was given octets " + newOffset + " to "
                    + ((long) newOffset + newLength) + "; its slot has " + buffer.capacity());
        }
        offset = newOffset;
        length = newLength;
        return this;
    }

    /// Cuts octets off its end: link padding, say.
    public Packet truncate(int newLength) {
        assert newLength >= 0 && newLength <= length : "length " + newLength + " of a packet of " + length;
        length = newLength;
        return this;
    }

    /// Puts a header of so many octets before its first one.
    ///
    /// @return where the header begins
    public int push(int octets) {
        assert octets <= offset : octets + " octets of header before the slot's begin at " + offset;
        offset -= octets;
        length += octets;
        return offset;
    }

    /// Takes a header of so many octets off its front.
    ///
    /// @return where what follows begins
    public int pull(int octets) {
        assert octets <= length : octets + " octets of header in a packet of " + length;
        offset += octets;
        length -= octets;
        return offset;
    }

    /// Where the frame begins that it came as, link header included, whatever was taken off since.
    ///
    /// @return [#NO_FRAME] if it did not come as a frame, or the frame's octets are not there
    public int frameOffset() {
        return frameOffset;
    }

    /// Says where the frame begins that it came as.
    public Packet frameOffset(int place) {
        frameOffset = place;
        return this;
    }

    /// Where its IP header begins.
    public int networkOffset() {
        return networkOffset;
    }

    /// Says where its IP header begins.
    public Packet networkOffset(int place) {
        networkOffset = place;
        return this;
    }

    /// Where what IP carries begins.
    public int transportOffset() {
        return transportOffset;
    }

    /// Says where what IP carries begins.
    public Packet transportOffset(int place) {
        transportOffset = place;
        return this;
    }

    /// Says between which ends it travels; ports are 0 for what has none.
    public Packet endpoints(int src, int dst, int srcPort, int dstPort) {
        srcAddress = src;
        dstAddress = dst;
        this.srcPort = srcPort;
        this.dstPort = dstPort;
        return this;
    }

    /// The IPv4 address that it comes from.
    public int srcAddress() {
        return srcAddress;
    }

    /// The IPv4 address that it goes to.
    public int dstAddress() {
        return dstAddress;
    }

    /// The port that it comes from, 0 to 65535.
    public int srcPort() {
        return srcPort;
    }

    /// The port that it goes to, 0 to 65535.
    public int dstPort() {
        return dstPort;
    }

    /// The number of the protocol that IP carries in it.
    public int protocol() {
        return protocol;
    }

    /// Says what IP carries in it.
    public Packet protocol(int number) {
        protocol = number;
        return this;
    }

    /// The hash of its flow, by which its owner CPU was chosen.
    public int flowHash() {
        return flowHash;
    }

    /// Says by which hash its CPU was chosen.
    public Packet flowHash(int hash) {
        flowHash = hash;
        return this;
    }

    /// The interface that it came in by, or is to leave by.
    public int interfaceIndex() {
        return interfaceIndex;
    }

    /// Says which interface it came in by, or is to leave by.
    public Packet interfaceIndex(int index) {
        interfaceIndex = index;
        return this;
    }

    /// Where the engine that it is passed on to goes on with it; a number of the engine's.
    public int stage() {
        return stage;
    }

    /// Says where the next engine goes on with it.
    public Packet stage(int number) {
        stage = number;
        return this;
    }

    /// Whom the next engine is to give it to, if that was settled before it was passed on; else null.
    public Object recipient() {
        return recipient;
    }

    /// Settles whom the next engine is to give it to.
    public Packet recipient(Object socket) {
        recipient = socket;
        return this;
    }

    /// The partition that passed it on to the one that has it, if one did.
    public int passedBy() {
        return passedBy;
    }

    /// Says which partition passes it on.
    public Packet passedBy(int partition) {
        passedBy = partition;
        return this;
    }

    /// True if its link carried it to several stations.
    public boolean isLinkGroup() {
        return linkGroup;
    }

    /// Says whether its link carried it to several stations.
    public Packet linkGroup(boolean group) {
        linkGroup = group;
        return this;
    }

    /// True if it was made here to be sent, false if it came from a link. Its end is accounted accordingly.
    public boolean isOutbound() {
        return outbound;
    }

    /// Says that it was made here to be sent.
    public Packet outbound() {
        outbound = true;
        frameOffset = NO_FRAME;
        return this;
    }

    /// [#CHECKSUM_UNKNOWN], [#CHECKSUM_VALID] or [#CHECKSUM_PARTIAL].
    public int checksumState() {
        return checksumState;
    }

    /// Says what is known of the transport's checksum.
    public Packet checksumState(int state) {
        checksumState = state;
        return this;
    }

    /// Says that the checksum is to be completed: over all octets from `start` on, and put `fieldOffset` octets
    /// behind that.
    public Packet partialChecksum(int start, int fieldOffset) {
        checksumState = CHECKSUM_PARTIAL;
        checksumStart = start;
        checksumOffset = fieldOffset;
        return this;
    }

    /// From where on a partial checksum is to be summed.
    public int checksumStart() {
        return checksumStart;
    }

    /// How far behind that its field stands.
    public int checksumOffset() {
        return checksumOffset;
    }

    /// [#GSO_NONE], or what kind of super-segment it is.
    public int gsoType() {
        return gsoType;
    }

    /// Payload octets of each segment that it stands for, but for the last.
    public int gsoSize() {
        return gsoSize;
    }

    /// Says that it stands for several segments, or for one with [#GSO_NONE].
    public Packet gso(int type, int size) {
        gsoType = type;
        gsoSize = size;
        return this;
    }

    /// Says that its last octets are not in the slot, though there is room for them: they lie elsewhere until it
    /// is sent, in the call that sends it.
    public Packet tail(PacketTail source, int octets) {
        assert octets <= length : "a tail of " + octets + " octets of a packet of " + length;
        tail = source;
        tailLength = octets;
        return this;
    }

    /// True if its last octets lie elsewhere.
    public boolean hasTail() {
        return tail != null;
    }

    /// Where its last octets lie; null if they are in the slot.
    public PacketTail tail() {
        return tail;
    }

    /// How many octets lie elsewhere; 0 if none do.
    public int tailLength() {
        return tailLength;
    }

    /// Has all its octets in the slot from now on.
    public void makeWhole() {
        if (tail != null) {
            tail.copyTo(buffer, end() - tailLength);
            tail = null;
            tailLength = 0;
        }
    }

    /// When it came in, on the injected clock.
    public long arrivedNs() {
        return arrivedNs;
    }

    /// Says when it came in.
    public Packet arrivedNs(long nowNs) {
        arrivedNs = nowNs;
        return this;
    }

    /// Takes another packet's octets, and the frame's before them if it came as one, and what is known of them,
    /// at the same places.
    ///
    /// @throws IndexOutOfBoundsException if its slot is too short for them
    public Packet copyFrom(Packet other) {
        other.makeWhole();
        final int from = other.frameOffset == NO_FRAME ? other.offset : other.frameOffset;
        buffer.putBytes(from, other.buffer(), from, other.end() - from);
        range(other.offset, other.length);
        frameOffset = other.frameOffset;
        networkOffset = other.networkOffset;
        transportOffset = other.transportOffset;
        endpoints(other.srcAddress, other.dstAddress, other.srcPort, other.dstPort);
        protocol = other.protocol;
        flowHash = other.flowHash;
        interfaceIndex = other.interfaceIndex;
        linkGroup = other.linkGroup;
        checksumState = other.checksumState;
        checksumStart = other.checksumStart;
        checksumOffset = other.checksumOffset;
        arrivedNs = other.arrivedNs;
        return gso(other.gsoType, other.gsoSize);
    }

    /// The pool that its memory belongs to.
    public PacketPool home() {
        return home;
    }

    /// Says whose it is now: a CPU's number, or [#IN_FLIGHT]. For the one who hands it over, before, and for the
    /// one who takes it, after.
    ///
    /// @return true, so that it can be asserted: nobody asks unless assertions are on
    public boolean belongsTo(int newOwner) {
        owner = newOwner;
        return true;
    }

    /// True if the caller may touch it. Of plain threads nothing is known: a locked design has no owners.
    boolean isTouchable() {
        final Cpu here = Cpu.currentOrNull();
        return owner != POOLED && (here == null || owner == here.id());
    }

    boolean isPooled() {
        return owner == POOLED;
    }

    String ownerText() {
        return switch (owner) {
            case IN_FLIGHT -> "nobody, on its way";
            case POOLED -> "its pool";
            default -> "CPU " + owner;
        };
    }

    void allocatedAt(Throwable place) {
        allocatedAt = place;
    }

    Throwable allocatedAt() {
        return allocatedAt;
    }

    WayHome wayHome() {
        return wayHome;
    }
}
