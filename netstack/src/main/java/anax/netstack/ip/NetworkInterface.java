package anax.netstack.ip;

import anax.netstack.link.Link;
import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import java.util.List;

/// What every partition knows of one interface. A change makes another one, which visits every partition.
///
/// Owner: nobody, it never changes.
///
/// @param index        its number in the stack, from 0; [#LOOPBACK] is the stack's own
/// @param name         what people call it
/// @param type         what its frames begin with
/// @param mtu          the longest datagram that it carries, in octets
/// @param hardware     its station address in the low 48 bits, 0 if its type has none
/// @param capabilities what its link does itself
/// @param addresses    its addresses; the first IPv4 one is its own choice of source
/// @param isUp         whether anything may go in or out by it
public record NetworkInterface(
        int index,
        String name,
        LinkType type,
        int mtu,
        long hardware,
        LinkCapabilities capabilities,
        List<InterfaceAddress> addresses,
        boolean isUp) {
    /// The number of the interface by which a host talks to itself.
    public static final int LOOPBACK = 0;

    /// The least MTU that IPv4 works with (RFC 791).
    private static final int LEAST_MTU = 68;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public NetworkInterface {
        addresses = List.copyOf(addresses);
        if (mtu < LEAST_MTU || mtu > 65_535) {
            throw new IllegalArgumentException(
                    "interface " + name + " was given an MTU of " + mtu + "; use " + LEAST_MTU + " to 65535");
        }
    }

    /// What is known of an interface over a link.
    public static NetworkInterface of(int index, Link link, List<InterfaceAddress> addresses) {
        return new NetworkInterface(
                index, link.name(), link.type(), link.mtu(), link.address(), link.capabilities(), addresses, true);
    }

    /// The same with other addresses.
    public NetworkInterface withAddresses(List<InterfaceAddress> newAddresses) {
        return new NetworkInterface(index, name, type, mtu, hardware, capabilities, newAddresses, isUp);
    }

    /// The same, up or down.
    public NetworkInterface withUp(boolean up) {
        return new NetworkInterface(index, name, type, mtu, hardware, capabilities, addresses, up);
    }

    /// True if it is the stack's own.
    public boolean isLoopback() {
        return index == LOOPBACK;
    }
}
