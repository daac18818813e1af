package anax.netstack.packetdrill.run;

import anax.netstack.ip.ErrorReport;
import anax.netstack.ip.IcmpError;
import anax.netstack.ip.SendResult;
import anax.netstack.packet.Packet;
import anax.netstack.packetdrill.match.Difference;
import anax.netstack.packetdrill.run.Arguments.Address;
import anax.netstack.udp.UdpEndpoint;
import anax.netstack.udp.UdpOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A UDP socket.
///
/// Owner: the run of a script.
final class UdpFile extends SocketFile {
    private static final String INVALID = "EINVAL";
    private static final String WOULD_BLOCK = "EAGAIN";
    private static final String BAD = "EBADF";

    private final VirtualHost host;
    private final Conversation conversation;
    private final UdpEndpoint endpoint;
    private int localAddress;
    private long happened;

    UdpFile(VirtualHost host, Conversation conversation) {
        this.host = host;
        this.conversation = conversation;
        endpoint = new UdpEndpoint(host.environment(), _ -> happened++);
    }

    UdpEndpoint endpoint() {
        return endpoint;
    }

    @Override
    Attempt bind(Address address) {
        if (endpoint.localPort() != 0) {
            return Attempt.done(Reply.failed(INVALID));
        }
        localAddress = address.address().v4();
        final int result = host.datagrams().udpSockets().bind(endpoint, localAddress, address.port());
        if (result >= 0) {
            conversation.speaks(endpoint.localPort(), 0);
        }
        return Attempt.done(result >= 0 ? Reply.of(0) : Reply.failed(errno(result)));
    }

    @Override
    Attempt listen(int backlog) {
        return Attempt.done(Reply.failed("EOPNOTSUPP"));
    }

    @Override
    Attempt accept(Descriptors descriptors, boolean nonBlockingAccepted) {
        return Attempt.done(Reply.failed("EOPNOTSUPP"));
    }

    @Override
    Attempt connect(Address address) {
        final int remote = address.address().v4();
        final int source = localAddress != 0 ? localAddress : sourceTo(remote);
        if (source == 0) {
            return Attempt.done(Reply.failed("ENETUNREACH"));
        }
        final int result =
                host.datagrams().udpSockets().connect(endpoint, source, endpoint.localPort(), remote, address.port());
        if (result >= 0) {
            conversation.speaks(endpoint.localPort(), endpoint.remotePort());
        }
        return Attempt.done(result >= 0 ? Reply.of(0) : Reply.failed(errno(result)));
    }

    private int sourceTo(int remote) {
        final boolean reached = host.datagrams().ipv4Output().route(remote, -1) == SendResult.OK;
        return reached ? host.datagrams().ipv4Output().source(remote) : 0;
    }

    @Override
    Attempt read(int most, int flags) {
        if ((flags & Constants.MSG_OOB) != 0) {
            return Attempt.done(Reply.failed("EOPNOTSUPP"));
        }
        if ((flags & Constants.MSG_ERRQUEUE) != 0) {
            return Attempt.done(takeReport());
        }
        return () -> {
            final IcmpError error = endpoint.takeError();
            if (error != null) {
                return Optional.of(Reply.failed(errno(error)));
            }
            final boolean stays = (flags & Constants.MSG_PEEK) != 0;
            final Packet packet = stays ? endpoint.peek() : endpoint.poll();
            if (packet == null) {
                return waits(flags) ? Optional.empty() : Optional.of(Reply.failed(WOULD_BLOCK));
            }
            final Reply reply = taken(packet, most, flags);
            if (!stays) {
                host.environment().deliver(packet);
            }
            return Optional.of(reply);
        };
    }

    /// What of a datagram found no room is lost, and its reader told so.
    private Reply taken(Packet packet, int most, int flags) {
        final int count = Math.min(most, packet.length());
        final List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < count && differences.isEmpty(); i++) {
            final byte octet = packet.buffer().getByte(packet.offset() + i);
            if (octet != 0) {
                differences.add(TcpRead.notZero(i, octet));
            }
        }
        cameWith(count < packet.length() ? Constants.MSG_TRUNC : 0, null);
        return Reply.of((flags & Constants.MSG_TRUNC) != 0 ? packet.length() : count, differences);
    }

    /// An error comes with what it quotes of the datagram's payload, which is nothing here.
    private Reply takeReport() {
        final ErrorReport report = endpoint.takeReport();
        if (report == null) {
            return Reply.failed(WOULD_BLOCK);
        }
        cameWith(Constants.MSG_ERRQUEUE, Control.of(report));
        return Reply.of(0);
    }

    @Override
    Attempt write(int octets, Address to, int flags) {
        if (endpoint.isClosed()) {
            return Attempt.done(Reply.failed(BAD));
        }
        if (octets > UdpOutput.LONGEST_PAYLOAD) {
            return Attempt.done(Reply.failed("EMSGSIZE"));
        }
        if (to == null && !endpoint.isConnected()) {
            return Attempt.done(Reply.failed("EDESTADDRREQ"));
        }
        if ((flags & (Constants.MSG_MORE | Constants.MSG_OOB)) != 0) {
            return Attempt.done(Reply.failed("EOPNOTSUPP"));
        }
        final IcmpError error = endpoint.takeError();
        if (error != null) {
            return Attempt.done(Reply.failed(errno(error)));
        }
        if (endpoint.localPort() == 0) {
            final int bound = host.datagrams().udpSockets().bind(endpoint, 0, 0);
            if (bound < 0) {
                return Attempt.done(Reply.failed(errno(bound)));
            }
        }
        return Attempt.done(send(octets, to));
    }

    private Reply send(int octets, Address to) {
        final Packet packet = host.environment().originate(octets);
        if (packet == null) {
            return Reply.failed("ENOBUFS");
        }
        packet.range(packet.offset(), octets).buffer().setMemory(packet.offset(), octets, (byte) 0);
        if (to != null && !endpoint.isConnected()) {
            conversation.speaks(endpoint.localPort(), to.port());
        }
        final int address = to == null ? 0 : to.address().v4();
        final int result = host.datagrams().udpOutput().send(endpoint, packet, address, to == null ? 0 : to.port());
        return result == SendResult.OK ? Reply.of(octets) : Reply.failed(errno(result));
    }

    @Override
    Attempt shutdown(int how) {
        return Attempt.done(Reply.failed(endpoint.isConnected() ? "EOPNOTSUPP" : "ENOTCONN"));
    }

    @Override
    Attempt close() {
        final int port = endpoint.localPort();
        host.datagrams().udpSockets().close(endpoint);
        host.datagrams().udpSockets().removeBinding(endpoint, port);
        return Attempt.done(Reply.of(0));
    }

    @Override
    int readable() {
        final Packet next = endpoint.peek();
        return next == null ? 0 : next.length();
    }

    @Override
    int unacknowledged() {
        return 0;
    }

    @Override
    int unsent() {
        return 0;
    }

    @Override
    boolean isAtMark() {
        return false;
    }

    @Override
    String takeError() {
        final IcmpError error = endpoint.takeError();
        return error == null ? "0" : errno(error);
    }

    @Override
    int readiness() {
        final int readable = endpoint.isReadable() ? Constants.POLLIN | Constants.POLLRDNORM : 0;
        final int failed = endpoint.hasError() || endpoint.hasReport() ? Constants.POLLERR : 0;
        return readable | failed | Constants.POLLOUT | Constants.POLLWRNORM;
    }

    @Override
    long happenings() {
        return happened;
    }

    static String errno(IcmpError error) {
        return switch (error) {
            case REFUSED -> "ECONNREFUSED";
            case TOO_LONG -> "EMSGSIZE";
            case PROTOCOL -> "EPROTO";
            case UNREACHABLE, PROHIBITED, TIME_EXCEEDED -> "EHOSTUNREACH";
            case REDIRECTED -> throw new IllegalStateException("a socket was told of a redirect");
        };
    }

    private static String errno(int result) {
        return switch (result) {
            case SendResult.NO_ROUTE -> "ENETUNREACH";
            case SendResult.TOO_LONG -> "EMSGSIZE";
            case SendResult.NO_MEMORY -> "ENOBUFS";
            case SendResult.NO_SOURCE -> "EADDRNOTAVAIL";
            case SendResult.BROADCAST_REFUSED -> "EACCES";
            case SendResult.NO_DESTINATION -> "EDESTADDRREQ";
            case SendResult.PORT_IN_USE -> "EADDRINUSE";
            default -> BAD;
        };
    }
}
