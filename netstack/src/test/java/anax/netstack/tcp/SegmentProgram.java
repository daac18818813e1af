package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.Instructions;
import anax.netstack.congestion.CongestionConfig;
import anax.netstack.packet.Packet;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.stack.Frames;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.EthernetHeader;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.TcpHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/// Segments, calls, ICMP errors and time, as octets say: what a fuzzer made up becomes a conversation with one
/// partition's TCP, in which four peers and a user may do anything at any moment.
///
/// Owner: one test. After each step [ConnectionWatch] looks at every connection, and what was read must be what was
/// sent. [#close] lets go of all endpoints and leaves the host alone: then every connection must come to its end by
/// itself, and each packet must be in the account and in the pool.
final class SegmentProgram implements AutoCloseable {
    /// What the instructions are, by their first octet.
    enum Step {
        OPEN,
        DATA,
        ACK,
        FIN,
        RESET,
        SYN,
        SYN_ACK,
        CALL,
        CONNECT,
        PASS,
        ANY_SEGMENT,
        REPORT,
        AHEAD,
        AGAIN,
        ICMP_ERROR,
        PEER
    }

    /// What the user can do, by an octet.
    enum Call {
        ACCEPT,
        WRITE,
        READ,
        SHUT_OUTPUT,
        CLOSE,
        ABORT,
        WRITE_MORE,
        WRITE_URGENT,
        SKIP,
        TAKE_PACKET,
        SHUT_INPUT,
        LOOK,
        OPTION,
        NEXT_ENDPOINT
    }

    static final int PORT = 8_080;
    private static final int PEERS = 4;
    private static final int FIRST_PEER_PORT = 40_000;
    private static final int MOST_ENDPOINTS = 8;
    private static final long MS = 1_000_000L;
    private static final long HOUR_NS = 3_600_000 * MS;
    private static final int LONGEST_PASS = 17; // 2^17 ms are two minutes
    private static final long KNOWN_FOR_NS = 30_000 * MS;
    private static final int SCRATCH = 1 << 14;

    private final Instructions in;
    private final LonePartition host;
    private final Set<TcpState> states;
    private final List<User> users = new ArrayList<>();
    private final List<FuzzedPeer> peers = new ArrayList<>();
    private final TcpEndpoint listener;
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[SCRATCH]);
    private FuzzedPeer peer;
    private int current;
    private long passedNs;

    /// An endpoint with what was written to it and read from it. Owner: the program.
    private static final class User {
        private final TcpEndpoint endpoint;
        private final ConnectionWatch watch;
        private TcpConnection connection;
        private int written;
        private int read;
        private boolean isStreamWhole = true; // nothing was thrown away unread

        private User(TcpEndpoint endpoint, Set<TcpState> seen) {
            this.endpoint = endpoint;
            watch = new ConnectionWatch(seen);
        }

        /// Counts anew if it has another connection than before.
        private void look() {
            watch.look(endpoint);
            if (endpoint.connection() != connection) {
                connection = endpoint.connection();
                written = 0;
                read = 0;
                isStreamWhole = true;
            }
        }
    }

    /// @param states takes the states in which connections were seen
    SegmentProgram(byte[] octets, Set<TcpState> states) {
        in = new Instructions(octets);
        this.states = states;
        final TcpConfig config = config(in.next());
        host = LonePartition.only(stack ->
                stack.withTcp(config).withPool(PacketPoolConfig.standard().withSlots(64, 2)));
        know();
        for (int i = 0; i < PEERS; i++) {
            peers.add(new FuzzedPeer(FIRST_PEER_PORT + i, PORT));
        }
        peer = peers.getFirst();
        listener = host.partition().tcp().newEndpoint(TcpEvents.SILENT);
        host.does(partition -> {
            assertThat(listener.bind(IpAddress.ANY_V4, PORT, true)).isZero();
            assertThat(listener.listen(2)).isZero();
        });
    }

    private static TcpConfig config(int choice) {
        final TcpConfig tcp = (choice & 1) != 0 ? TcpConfig.basic() : TcpConfig.standard();
        return tcp.withRecovery(Switches.random(new Random(choice & 0x70)))
                .withOpening(tcp.opening().withSynCookies((choice & 2) != 0 ? SynCookies.ALWAYS : SynCookies.WHEN_FULL))
                .withSegments(tcp.segments().withEcn((choice & 4) != 0 ? Ecn.REQUESTED : Ecn.ACCEPTED))
                .withCongestion(CongestionConfig.standard().withPacing((choice & 8) != 0));
    }

    /// Runs it to its last octet.
    void run() {
        states.add(listener.state());
        while (in.hasNext()) {
            final int choice = in.next();
            step(Step.values()[choice & 15], choice >>> 4);
            hear();
            users.forEach(User::look);
            host.dropped();
        }
    }

    private void step(Step step, int more) {
        switch (step) {
            case OPEN -> open();
            case DATA -> receive(peer.data(more * more * 8, 0));
            case ACK -> receive(more < 8 ? peer.ack() : peer.ackOf(in));
            case FIN -> receive(peer.data(more, TcpHeader.FIN));
            case RESET -> receive(peer.reset(more));
            case SYN -> receive(peer.syn(in, false));
            case SYN_ACK -> receive(peer.syn(in, true));
            case CALL -> call(Call.values()[more % Call.values().length]);
            case CONNECT -> connect();
            case PASS -> pass(MS << in.next(LONGEST_PASS + 1));
            case ANY_SEGMENT -> receive(peer.any(in));
            case REPORT -> receive(peer.report(in));
            case AHEAD -> receive(peer.dataAhead(1 + 64 * more, 8 * in.next()));
            case AGAIN -> receive(peer.again());
            case ICMP_ERROR -> reportError(more);
            case PEER -> peer = peers.get(more % PEERS);
        }
    }

    /// A handshake from the first SYN to the connection in the user's hands.
    private void open() {
        peer.hostPort = PORT;
        receive(peer.syn(in, false));
        hear();
        receive(peer.ack());
        call(Call.ACCEPT);
    }

    private void connect() {
        if (users.size() == MOST_ENDPOINTS) {
            return;
        }
        final TcpEndpoint endpoint = host.partition().tcp().newEndpoint(TcpEvents.SILENT);
        final FuzzedPeer to = peer;
        host.does(partition -> endpoint.connect(LonePartition.NEIGHBOR, to.port));
        add(endpoint);
        if (endpoint.localPort() != 0) {
            to.hostPort = endpoint.localPort();
        }
    }

    private void add(TcpEndpoint endpoint) {
        current = users.size();
        users.add(new User(endpoint, states));
        users.getLast().look();
    }

    private void call(Call call) {
        if (call == Call.ACCEPT) {
            final TcpEndpoint[] accepted = new TcpEndpoint[1];
            host.does(partition -> accepted[0] = users.size() < MOST_ENDPOINTS ? listener.accept() : null);
            if (accepted[0] != null) {
                add(accepted[0]);
            }
        } else if (!users.isEmpty()) {
            final User user = users.get(current % users.size());
            user.look();
            host.does(partition -> call(call, user, user.endpoint));
        }
    }

    private void call(Call call, User user, TcpEndpoint endpoint) {
        switch (call) {
            case WRITE -> write(user, endpoint.write(scratch, 0, fill(user)));
            case WRITE_MORE -> write(user, endpoint.writeMore(scratch, 0, fill(user)));
            case WRITE_URGENT -> write(user, endpoint.writeUrgent(scratch, 0, fill(user)));
            case READ -> read(user);
            case SKIP -> user.read += Math.max(0, endpoint.skip(16 * in.next()));
            case TAKE_PACKET -> {
                final Packet packet = endpoint.readPacket();
                if (packet != null) {
                    user.read += packet.length();
                    host.environment().deliver(packet);
                }
            }
            case SHUT_OUTPUT -> endpoint.shutdownOutput();
            case SHUT_INPUT -> {
                user.isStreamWhole = false;
                endpoint.shutdownInput();
            }
            case CLOSE -> endpoint.close();
            case ABORT -> endpoint.abort();
            case LOOK -> {
                assertThat(endpoint.explain()).isNotEmpty();
                endpoint.info(new TcpInfo());
                endpoint.takeError();
            }
            case OPTION -> choose(endpoint.options());
            case NEXT_ENDPOINT -> current++;
            case ACCEPT -> throw new AssertionError("is the listener's");
        }
    }

    /// As many octets as an octet says, those that follow what was written.
    private int fill(User user) {
        final int octets = Math.min(SCRATCH, 64 * in.next());
        for (int i = 0; i < octets; i++) {
            scratch.putByte(i, Seg.octetAt(user.written + 1 + i));
        }
        return octets;
    }

    private static void write(User user, int result) {
        user.written += Math.max(0, result);
    }

    private void read(User user) {
        final boolean stay = (in.next() & 1) != 0;
        final int octets = user.endpoint.read(scratch, 0, Math.min(SCRATCH, 64 * in.next()), stay);
        for (int i = 0; i < octets && user.isStreamWhole; i++) {
            final int number = user.read + 1 + i;
            assertThat(scratch.getByte(i))
                    .as("octet %d of what the peer sends", number)
                    .isEqualTo(Seg.octetAt(user.connection.irs + number));
        }
        user.read += stay ? 0 : Math.max(0, octets);
    }

    private void choose(TcpSocketOptions options) {
        final int value = in.next();
        switch (value & 7) {
            case 0 -> options.noDelay((value & 8) != 0);
            case 1 -> options.cork((value & 8) != 0);
            case 2 -> options.quickAck((value & 8) != 0);
            case 3 -> options.keepAlive(true).keepIdleNs(1_000 * MS).keepIntervalNs(1_000 * MS);
            case 4 -> options.lingerNs((value & 8) != 0 ? 0 : 1_000 * MS);
            case 5 -> options.receiveBuffer(1_024 * (1 + (value >>> 3))).sendBuffer(1_024 * (1 + (value >>> 3)));
            case 6 -> options.userTimeoutNs(100 * MS * (1 + value));
            default -> options.congestion((value & 8) != 0 ? "reno" : "highspeed");
        }
    }

    private void reportError(int more) {
        if (peer.lastHeard != null) {
            final byte[] quote = Arrays.copyOf(peer.lastHeard, Math.min(peer.lastHeard.length, 64));
            final int type = (more & 8) != 0 ? 11 : 3;
            final byte[] icmp = Frames.icmp(type, more & 7, 64 + 8 * in.next(), quote);
            receive(Frames.ip(Ipv4Header.ICMP, icmp).frame());
        }
    }

    private void receive(byte[] frame) {
        if (frame != null) {
            host.receives(frame);
        }
    }

    private void hear() {
        for (final byte[] frame : host.sent()) {
            if (Frames.etherTypeOf(frame) != EthernetHeader.IPV4
                    || Frames.ipOf(frame).protocol() != Ipv4Header.TCP) {
                continue;
            }
            final byte[] segment = Frames.payloadOf(frame);
            final TcpHeader tcp = Seg.headerOf(segment);
            for (final FuzzedPeer each : peers) {
                if (each.port == tcp.dstPort()) {
                    each.hostPort = tcp.srcPort();
                    each.hears(LonePartition.datagramOf(frame), segment);
                }
            }
        }
    }

    /// Time is bounded, so that a program comes to its end.
    private void pass(long ns) {
        if (passedNs + ns > HOUR_NS) {
            return;
        }
        passedNs += ns;
        passFor(ns);
    }

    private void passFor(long ns) {
        for (long left = ns; left > 0; left -= KNOWN_FOR_NS) {
            know();
            host.pass(Math.min(left, KNOWN_FOR_NS));
            hear();
        }
        know();
    }

    private void know() {
        host.knows(LonePartition.NEIGHBOR, LonePartition.NEIGHBOR_STATION);
    }

    /// Nobody answers any more, and nobody is interested any more.
    @Override
    public void close() {
        host.does(partition -> {
            users.forEach(user -> user.endpoint.close());
            listener.close();
        });
        hear();
        users.forEach(User::look);
        passFor(HOUR_NS);
        assertThat(host.partition().tcp().flowCount())
                .as("connections an hour after their users and peers are gone")
                .isZero();
        assertThat(host.partition().tcp().held()).as("packets held").isZero();
        host.close();
    }
}
