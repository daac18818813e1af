package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.ip.EchoReplies;
import anax.netstack.ip.Ipv4Output;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.stack.Partition;
import anax.netstack.stack.StackMessage;
import anax.netstack.wire.IcmpHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.runtime.Message;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// Asks a host for an echo, as `ping` does (RFC 792; RFC 1122, section 3.2.2.6). Sent to the first partition, to
/// which all answers come; it is replied when the answer is there, or when time is up.
///
/// Owner: as every [StackMessage]. The identifier must be its own while it is under way.
///
/// ```java
/// var ping = new EchoRequest(IpAddress.parse("10.0.0.2"), 1, 1, 56, 1_000_000_000L);
/// if (stack.port(0).doMessage(ping) == EchoRequest.ANSWERED) { ... ping.roundTripNs() ... }
/// ```
public final class EchoRequest extends StackMessage implements EchoReplies, TimerHandler {
    /// The answer came, and carried what was sent.
    public static final int ANSWERED = 0;

    /// No answer came in time.
    public static final int TIMED_OUT = 1;

    /// Another request with this identifier is under way.
    public static final int IDENTIFIER_IN_USE = 2;

    private static final int MOST_PAYLOAD = Ipv4Header.MAX_LENGTH - Ipv4Header.MIN_HEADER_LENGTH - 8;

    private final int address;
    private final int identifier;
    private final int sequence;
    private final int payload;
    private final long timeoutNs;
    private Partition partition;
    private Timer timer;
    private long sentNs;
    private long roundTripNs;

    /// Makes a request.
    ///
    /// @param to         whom to ask
    /// @param identifier 0 to 65535
    /// @param sequence   0 to 65535
    /// @param payload    how many octets to have sent back, 0 to 65507
    /// @param timeoutNs  how long to wait
    /// @throws IllegalArgumentException if something is out of its range
    public EchoRequest(IpAddress to, int identifier, int sequence, int payload, long timeoutNs) {
        if ((identifier | sequence) >>> 16 != 0 || payload < 0 || payload > MOST_PAYLOAD || timeoutNs <= 0) {
            throw new IllegalArgumentException("an echo was asked for with identifier " + identifier + ", sequence "
                    + sequence + ", " + payload + " octets and " + timeoutNs
                    + " ns; use 16 bits for the first two, up to "
                    + MOST_PAYLOAD + " octets and more than 0 ns");
        }
        address = to.v4();
        this.identifier = identifier;
        this.sequence = sequence;
        this.payload = payload;
        this.timeoutNs = timeoutNs;
    }

    /// How long the answer took.
    public long roundTripNs() {
        return roundTripNs;
    }

    @Override
    protected int serve(Partition first) {
        partition = first;
        final EngineEnvironment environment = first.environment();
        final int result = first.ipv4Output().route(address, -1);
        if (result != SendResult.OK) {
            return result;
        }
        final int source = first.ipv4Output().source(address);
        if (source == 0) {
            return SendResult.NO_SOURCE;
        }
        if (!first.echoClients().add(identifier, this)) {
            return IDENTIFIER_IN_USE;
        }
        final Packet packet = environment.originate(IcmpHeader.HEADER_LENGTH + payload);
        if (packet == null) {
            first.echoClients().remove(identifier);
            return SendResult.NO_MEMORY;
        }
        write(packet);
        sentNs = environment.nowNs();
        timer = environment.newTimer(this, 0);
        environment.schedule(timer, sentNs + timeoutNs);
        first.ipv4Output().send(packet, source, address, Ipv4Header.ICMP, Ipv4Output.DEFAULT_TTL, 0, false);
        return Message.ASYNC;
    }

    @Override
    public void onReply(Packet packet, IcmpHeader icmp) {
        if (icmp.sequence() == sequence && packet.srcAddress() == address && isOurs(packet, icmp)) {
            final EngineEnvironment environment = partition.environment();
            environment.cancel(timer);
            roundTripNs = environment.nowNs() - sentNs;
            partition.echoClients().remove(identifier);
            replyMessage(ANSWERED);
        }
    }

    @Override
    public void onTimer(Timer fired, long nowNs) {
        partition.echoClients().remove(identifier);
        replyMessage(TIMED_OUT);
    }

    private void write(Packet packet) {
        packet.range(packet.offset(), IcmpHeader.HEADER_LENGTH + payload);
        final IcmpHeader icmp =
                new IcmpHeader().wrapNew(packet.buffer(), packet.offset(), packet.length(), IcmpHeader.ECHO, 0);
        for (int i = 0; i < payload; i++) {
            packet.buffer().putByte(icmp.payloadOffset() + i, (byte) i);
        }
        icmp.identifier(identifier).sequence(sequence).fillChecksum();
        packet.checksumState(Packet.CHECKSUM_VALID);
    }

    private boolean isOurs(Packet packet, IcmpHeader icmp) {
        for (int i = 0; i < payload; i++) {
            if (packet.buffer().getByte(icmp.payloadOffset() + i) != (byte) i) {
                return false;
            }
        }
        return icmp.payloadLength() == payload;
    }
}
