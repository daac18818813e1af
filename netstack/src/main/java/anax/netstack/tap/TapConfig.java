package anax.netstack.tap;

import anax.netstack.link.LinkType;
import java.nio.charset.StandardCharsets;

/// What a TAP or TUN device is to be like.
///
/// Owner: nobody; immutable.
///
/// @param name    the kernel's name of the interface, 1 to 15 octets; `%d` in it stands for the first free number
/// @param type    [LinkType#ETHERNET] for a TAP, [LinkType#RAW_IP] for a TUN
/// @param queues  how many queues, one for each CPU that reads it, 1 to 256
/// @param mtu     the longest IP datagram in octets: 68 to 65,521 for a TAP, to 65,535 for a TUN; 0 for what the
///                device has. Below 1,280 the kernel drops the interface's IPv6 addresses, for good
/// @param offload whether checksums and segments may be left to the other side, both ways
/// @param address our station address on a TAP, in the low 48 bits: a single station's and not 0; ignored on a TUN
public record TapConfig(String name, LinkType type, int queues, int mtu, boolean offload, long address) {
    /// The most queues that the kernel gives a device.
    public static final int MOST_QUEUES = 256;

    /// The longest datagram on a TAP.
    public static final int LONGEST_ON_TAP = 65_521;

    /// The longest datagram on a TUN.
    public static final int LONGEST_ON_TUN = 65_535;

    private static final int MOST_NAME = 15;
    private static final int LEAST_MTU = 68;
    private static final long GROUP_BIT = 1L << 40;
    private static final long STATION_BITS = (1L << 48) - 1;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public TapConfig {
        final int octets = name.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > MOST_NAME || name.contains("/") || name.contains(" ")) {
            throw new IllegalArgumentException(
                    "the device name '" + name + "' was given; use 1 to 15 letters and digits, for instance anax0");
        }
        if (queues < 1 || queues > MOST_QUEUES) {
            throw new IllegalArgumentException(
                    "a device with " + queues + " queues was asked for; use 1 to " + MOST_QUEUES);
        }
        final int longest = type == LinkType.ETHERNET ? LONGEST_ON_TAP : LONGEST_ON_TUN;
        if (mtu != 0 && (mtu < LEAST_MTU || mtu > longest)) {
            throw new IllegalArgumentException("an MTU of " + mtu + " was asked for; use " + LEAST_MTU + " to "
                    + longest + ", or 0 for what the device has");
        }
        if (type == LinkType.ETHERNET
                && (address == 0 || (address & GROUP_BIT) != 0 || (address & ~STATION_BITS) != 0)) {
            throw new IllegalArgumentException(
                    "the station address %012x was given; use that of a single station".formatted(address));
        }
    }

    /// A TAP that leaves checksums and segments to whom they are cheapest for.
    ///
    /// @param address our station address
    public static TapConfig tap(String name, int queues, long address) {
        return new TapConfig(name, LinkType.ETHERNET, queues, 0, true, address);
    }

    /// A TUN that leaves checksums and segments to whom they are cheapest for.
    public static TapConfig tun(String name, int queues) {
        return new TapConfig(name, LinkType.RAW_IP, queues, 0, true, 0);
    }

    /// The same with another MTU.
    public TapConfig withMtu(int octets) {
        return new TapConfig(name, type, queues, octets, offload, address);
    }

    /// The same, with every frame whole and every checksum complete, both ways.
    public TapConfig withoutOffload() {
        return new TapConfig(name, type, queues, mtu, false, address);
    }
}
