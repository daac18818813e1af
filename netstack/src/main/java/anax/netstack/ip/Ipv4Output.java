package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.DropReason;
import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import org.agrona.DirectBuffer;

/// Sends IPv4 datagrams: finds the way, writes the header, cuts what is too long, and hands it to the neighbour
/// (RFC 1122, section 3.3.1).
///
/// Owner: one partition. Allocates nothing, never blocks. Used in two steps, because whoever sends has to know its
/// own address for its checksum: [#route] finds the way and [#send] goes it.
public final class Ipv4Output {
    /// The TTL of what does not ask for another (RFC 1122, section 3.2.1.7; IANA's recommendation).
    public static final int DEFAULT_TTL = 64;

    private static final int IDENTIFICATIONS = 0x10000;

    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final RouteTable routes;
    private final PathMtuCache pathMtus;
    private final RedirectCache redirects;
    private final Neighbors neighbors;
    private final Fragmentation fragmentation;
    private final Ipv4Header ip = new Ipv4Header();
    private final int identifications; // how many of the numbers are this engine's
    private int nextIdentification;

    private NetworkInterface way;
    private int nextHop;
    private int routeMtu;

    /// Makes the output of a partition.
    public Ipv4Output(
            EngineEnvironment environment,
            InterfaceTable interfaces,
            RouteTable routes,
            PathMtuCache pathMtus,
            RedirectCache redirects,
            Neighbors neighbors) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.routes = routes;
        this.pathMtus = pathMtus;
        this.redirects = redirects;
        this.neighbors = neighbors;
        fragmentation = new Fragmentation(environment, neighbors);
        identifications = IDENTIFICATIONS / environment.shares();
        nextIdentification = (int) Long.remainderUnsigned(environment.nextSecret(), identifications);
    }

    /// Finds the way to a destination, for the [#send] that follows.
    ///
    /// @param by the interface to go by if the destination is a group's or everybody's; -1 for the route's, or
    ///     without one the first that has an address
    /// @return [SendResult#OK] or [SendResult#NO_ROUTE]
    public int route(int dst, int by) {
        routeMtu = 0;
        nextHop = dst;
        if (interfaces.isOurs(dst) || Ipv4Addresses.isLoopback(dst)) {
            way = interfaces.get(NetworkInterface.LOOPBACK);
        } else if (by >= 0 && (Ipv4Addresses.isMulticast(dst) || interfaces.isBroadcast(dst))) {
            way = interfaces.get(by);
        } else {
            followRoute(dst);
        }
        return way != null && way.isUp() ? SendResult.OK : SendResult.NO_ROUTE;
    }

    /// Whether what was sent to a destination waits for the answer of a neighbour on the way.
    public boolean isWaitingForNeighbor(int dst) {
        return route(dst, -1) == SendResult.OK && neighbors.isWaitingFor(way, nextHop);
    }

    /// The interface of the way that was found.
    public NetworkInterface way() {
        return way;
    }

    /// Whose station what goes this way is sent to: the destination's, or a router's.
    int nextHop() {
        return nextHop;
    }

    /// The address that what goes this way is sent from if nobody chose one; 0 if there is none.
    public int source(int dst) {
        return way.isLoopback() ? dst : interfaces.sourceFor(way.index(), nextHop);
    }

    /// The longest datagram that this way takes whole, as far as is known (RFC 1191).
    public int mtu(int dst) {
        final int known = pathMtus.mtu(dst, way.mtu(), environment.nowNs());
        return routeMtu > 0 ? Math.min(routeMtu, known) : known;
    }

    /// Sends what a protocol put into a packet, the way that was found; the packet is no longer the caller's.
    ///
    /// @param packet       begins with the protocol's header
    /// @param service      class of service and congestion mark, 0 to 255
    /// @param dontFragment whether to refuse what is longer than the path's MTU
    /// @return [SendResult#OK]; or [SendResult#TOO_LONG], [SendResult#NO_MEMORY], or [SendResult#NO_SOURCE] for
    ///     an address that is not in use here (RFC 1122, section 3.2.1.3; RFC 5227, section 2.1.1), or a loopback
    ///     address that would leave the host: then it was dropped
    public int send(Packet packet, int src, int dst, int protocol, int ttl, int service, boolean dontFragment) {
        final int total = packet.length() + Ipv4Header.MIN_HEADER_LENGTH;
        final boolean whole = packet.gsoType() != Packet.GSO_NONE || total <= mtu(dst);
        if (total > Ipv4Header.MAX_LENGTH) {
            environment.drop(packet, DropReason.IP_DONT_FRAGMENT);
            return SendResult.TOO_LONG;
        }
        writeHeader(packet, Ipv4Header.MIN_HEADER_LENGTH, src, dst, protocol, ttl, service, dontFragment);
        ip.fillChecksum();
        return finish(packet, src, dst, whole, dontFragment);
    }

    /// Sends what has options that do not go into every fragment, the way that was found; as [#send] with the TTL
    /// of what asks for none.
    ///
    /// @param options       the options, from the first octet of the buffer
    /// @param optionsLength how many octets, a multiple of four; 0 for none
    int sendWithOptions(
            Packet packet, int src, int dst, int protocol, int service, DirectBuffer options, int optionsLength) {
        final int headerLength = Ipv4Header.MIN_HEADER_LENGTH + optionsLength;
        final int total = packet.length() + headerLength;
        if (total > Ipv4Header.MAX_LENGTH) {
            environment.drop(packet, DropReason.IP_DONT_FRAGMENT);
            return SendResult.TOO_LONG;
        }
        writeHeader(packet, headerLength, src, dst, protocol, DEFAULT_TTL, service, false);
        packet.buffer().putBytes(ip.optionsOffset(), options, 0, optionsLength);
        ip.fillChecksum();
        return finish(packet, src, dst, total <= mtu(dst), false);
    }

    private int finish(Packet packet, int src, int dst, boolean whole, boolean dontFragment) {
        if (!maySendFrom(src)) {
            environment.drop(packet, DropReason.IP_NO_SOURCE);
            return SendResult.NO_SOURCE;
        }
        if (dontFragment && !whole) {
            environment.drop(packet, DropReason.IP_DONT_FRAGMENT);
            return SendResult.TOO_LONG;
        }
        if (whole) {
            neighbors.send(packet, way, nextHop);
            return SendResult.OK;
        }
        return fragmentation.send(packet, mtu(dst), way, nextHop);
    }

    /// Sends what every router on the way is to look at (RFC 2113), the way that was found; as [#send], but never
    /// in pieces.
    public int sendToRouters(Packet packet, int src, int dst, int protocol, int ttl, int service) {
        final int headerLength = Ipv4Header.MIN_HEADER_LENGTH + Ipv4Options.ROUTER_ALERT_LENGTH;
        if (packet.length() + headerLength > mtu(dst)) {
            environment.drop(packet, DropReason.IP_DONT_FRAGMENT);
            return SendResult.TOO_LONG;
        }
        writeHeader(packet, headerLength, src, dst, protocol, ttl, service, true);
        Ipv4Options.putRouterAlert(packet.buffer(), ip.optionsOffset());
        ip.fillChecksum();
        neighbors.send(packet, way, nextHop);
        return SendResult.OK;
    }

    private boolean maySendFrom(int src) {
        return Ipv4Addresses.isLoopback(src) ? way.isLoopback() : interfaces.isOurs(src);
    }

    /// All but options and checksum.
    private void writeHeader(
            Packet packet,
            int headerLength,
            int src,
            int dst,
            int protocol,
            int ttl,
            int service,
            boolean dontFragment) {
        packet.transportOffset(packet.offset())
                .protocol(protocol)
                .endpoints(src, dst, packet.srcPort(), packet.dstPort());
        final int at = packet.push(headerLength);
        ip.wrapNew(packet.buffer(), at, headerLength, packet.length())
                .dscp(service >>> 2)
                .ecn(service & 3)
                .identification(identification(dontFragment))
                .dontFragment(dontFragment)
                .ttl(ttl)
                .protocol(protocol)
                .src(src)
                .dst(dst);
        packet.networkOffset(at).interfaceIndex(way.index());
    }

    /// A group or everybody is reached over the link itself, even where the route leads to a router (RFC 1112,
    /// section 6.3; RFC 1122, section 3.3.6): the route then only says over which link.
    private void followRoute(int dst) {
        final boolean toGroup = Ipv4Addresses.isMulticast(dst) || interfaces.isBroadcast(dst);
        final Route route = routes.lookup(dst);
        if (route == null) {
            way = toGroup ? interfaces.firstForGroups() : null;
            return;
        }
        way = interfaces.get(route.interfaceIndex());
        nextHop = toGroup || route.isOnLink() ? dst : redirects.gateway(dst, route.hopTo(dst), environment.nowNs());
        routeMtu = route.mtu();
    }

    /// What is never cut needs none (RFC 6864, section 4.1); else no two engines ever give the same, as each has
    /// every so many-th number, and an engine none twice in one round.
    private int identification(boolean dontFragment) {
        if (dontFragment) {
            return 0;
        }
        nextIdentification = nextIdentification + 1 == identifications ? 0 : nextIdentification + 1;
        return nextIdentification * environment.shares() + environment.share();
    }
}
