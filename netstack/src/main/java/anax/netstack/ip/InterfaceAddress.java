package anax.netstack.ip;

import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;

/// An address of this host on one of its networks.
///
/// Owner: nobody, it never changes.
///
/// @param address      the address
/// @param prefixLength how many of its bits name the network
public record InterfaceAddress(IpAddress address, int prefixLength) {
    private static final int LONGEST_WITH_BROADCAST = 30;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if a host cannot have it as its address
    public InterfaceAddress {
        IpPrefix.around(address, prefixLength);
        if (address.isAny() || address.isMulticast() || address.equals(IpAddress.BROADCAST_V4)) {
            throw new IllegalArgumentException(address + " was given as an interface's address; use a unicast address");
        }
    }

    /// What the text says, such as 10.66.0.2/24.
    ///
    /// @throws IllegalArgumentException if it says no address with a prefix's length
    public static InterfaceAddress parse(String text) {
        final int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("\"" + text + "\" is no address of an interface; write an address, a"
                    + " slash and the length of its network's prefix, such as 10.66.0.2/24");
        }
        return new InterfaceAddress(
                IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /// The network that it is on.
    public IpPrefix network() {
        return IpPrefix.around(address, prefixLength);
    }

    /// True if its network has a broadcast address: IPv4, and more than two hosts (RFC 3021).
    public boolean hasBroadcast() {
        return address.isV4() && prefixLength <= LONGEST_WITH_BROADCAST;
    }

    /// The broadcast address of its network (RFC 919).
    public int broadcastV4() {
        return network().last().v4();
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
