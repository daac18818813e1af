package anax.bench.net;

import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.Link;
import anax.netstack.link.LinkType;
import anax.netstack.service.Service;
import anax.netstack.stack.StackConfig;
import anax.netstack.tap.TapConfig;
import anax.netstack.tcp.SynCookies;
import anax.netstack.wire.IpAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a host on a device is to be like.
///
/// Owner: nobody; immutable.
///
/// @param device   the device, which has a queue for each CPU
/// @param addresses the host's
/// @param gateway  the router to everywhere else
/// @param services what it serves
/// @param synCookies when a SYN is answered without keeping anything of it
/// @param capture  the file that all packets are written to
public record HostPlan(
        TapConfig device,
        List<InterfaceAddress> addresses,
        Optional<IpAddress> gateway,
        Set<Service> services,
        SynCookies synCookies,
        Optional<Path> capture) {
    private static final long LOCAL_STATION = 0x02_00_00_00_00_00L;

    /// Checks that the parts fit each other.
    ///
    /// @throws IllegalArgumentException if they do not; the message says what to do
    public HostPlan {
        addresses = List.copyOf(addresses);
        services = Set.copyOf(services);
        addresses.forEach(HostPlan::checkVersion);
        if (gateway.isPresent()) {
            checkGateway(gateway.get(), addresses);
        }
    }

    /// What its stack is told.
    ///
    /// @param link   the device, opened
    /// @param secret random, and kept from outsiders
    public StackConfig stack(Link link, long secret) {
        return StackConfig.forLink(link, secret)
                .with(draft ->
                        draft.tcp = draft.tcp.withOpening(draft.tcp.opening().withSynCookies(synCookies)));
    }

    /// How many CPUs the host has.
    public int cpus() {
        return device.queues();
    }

    /// A station address that belongs to an IPv4 address: whoever remembers it from a former start is right.
    ///
    /// @throws IllegalArgumentException if it is of another version of IP
    public static long station(InterfaceAddress address) {
        checkVersion(address);
        return LOCAL_STATION | (address.address().v4() & 0xFFFF_FFFFL);
    }

    /// An address for the kernel's end of the device, in the same network: the gateway's, or the first that is
    /// free.
    public InterfaceAddress kernelsAddress() {
        InterfaceAddress own = addresses.getFirst();
        IpAddress chosen = gateway.orElseGet(() -> {
            int network = own.network().network().v4();
            int first = own.prefixLength() >= 31 ? network : network + 1;
            return IpAddress.of(own.address().v4() == first ? first + 1 : first);
        });
        return new InterfaceAddress(chosen, own.prefixLength());
    }

    /// What the link is, for people.
    public String kind() {
        return device.type() == LinkType.ETHERNET ? "TAP" : "TUN";
    }

    private static void checkVersion(InterfaceAddress address) {
        if (!address.address().isV4()) {
            throw new IllegalArgumentException(
                    address + " was given as an address; the stack speaks IPv4 only, so use one such as 10.66.0.2/24");
        }
    }

    private static void checkGateway(IpAddress router, List<InterfaceAddress> addresses) {
        if (!router.isV4() || addresses.stream().noneMatch(own -> own.network().contains(router))) {
            throw new IllegalArgumentException(
                    "the gateway " + router + " is in no network of " + addresses + "; use a router's address that is");
        }
        if (addresses.stream().anyMatch(own -> own.address().equals(router))) {
            throw new IllegalArgumentException(
                    "the gateway " + router + " is this host's own address; use that of a router");
        }
    }
}
