package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.packet.Packet;

/// Whether what a router says of a nearer one is heeded (RFC 1122, section 3.2.2.2).
///
/// Owner: one partition: that of the socket whose datagram was redirected. Allocates nothing, never blocks.
final class Redirects {
    private final EngineEnvironment environment;
    private final InterfaceTable interfaces;
    private final Ipv4Output output;
    private final RedirectCache cache;

    Redirects(EngineEnvironment environment, InterfaceTable interfaces, Ipv4Output output, RedirectCache cache) {
        this.environment = environment;
        this.interfaces = interfaces;
        this.output = output;
        this.cache = cache;
    }

    /// Takes a redirect about a datagram that one of our sockets has sent. Only the router that we send to now
    /// may say so, by the link that we send by, and only of another one on that link.
    ///
    /// @return false if it is not heeded
    boolean heed(Packet packet, int destination, int gateway) {
        if (output.route(destination, -1) != SendResult.OK) {
            return false;
        }
        final boolean isFromRouter = output.nextHop() != destination && output.nextHop() == packet.srcAddress();
        final NetworkInterface way = output.way();
        if (!isFromRouter || packet.interfaceIndex() != way.index() || !isHostOnLink(way, gateway)) {
            return false;
        }
        cache.learn(destination, gateway, environment.nowNs());
        return true;
    }

    private boolean isHostOnLink(NetworkInterface way, int gateway) {
        return interfaces.isOnLink(way.index(), gateway)
                && !interfaces.isOurs(gateway)
                && !interfaces.isBroadcast(gateway);
    }
}
