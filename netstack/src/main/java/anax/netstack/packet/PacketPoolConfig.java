package anax.netstack.packet;

/// How much memory the pool of one CPU may take, and in what slots.
///
/// Owner: nobody, it never changes.
///
/// @param smallSlots  how many packets of up to `smallOctets` there may be, 1 to 1,048,576
/// @param smallOctets what a small packet can hold, 576 to 16,384: the MTU with its link header
/// @param largeSlots  how many packets of up to [#LARGE_OCTETS] there may be, 0 to 65,536
/// @param debug       whether to remember where each packet was allocated, and to spoil what is freed
public record PacketPoolConfig(int smallSlots, int smallOctets, int largeSlots, boolean debug) {
    /// What a large packet can hold: the longest IP datagram and a link header.
    public static final int LARGE_OCTETS = 65_536 + 64;

    private static final int MOST_SMALL_OCTETS = 16_384;
    private static final int SMALL_MEMORY = 1 << 26;

    /// The windows of 256 connections, if nobody reads and their segments are of full length; of 64, if these are
    /// of a quarter of it. They take 64 MiB.
    private static final int MANY_LARGE = 1_024;

    private static final int MOST_SMALL = 1 << 20;
    private static final int MOST_LARGE = 1 << 16;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public PacketPoolConfig {
        check("small slots", smallSlots, 1, MOST_SMALL);
        check("octets of a small slot", smallOctets, 576, MOST_SMALL_OCTETS);
        check("large slots", largeSlots, 0, MOST_LARGE);
    }

    /// 8,192 packets of an Ethernet frame and 64 large ones: at most 20 MiB, taken as it is needed.
    public static PacketPoolConfig standard() {
        return new PacketPoolConfig(8_192, 1_536, 64, false);
    }

    /// What suits a link. Short packets hold its frames, if these are not too long for that; where packets come
    /// that were several frames there are long ones for what connections hold unread, which may be half full
    /// each.
    ///
    /// @param longestFrame octets of the longest frame, link header included
    /// @param joins        whether it brings several frames as one packet
    public static PacketPoolConfig forFrames(int longestFrame, boolean joins) {
        final PacketPoolConfig standard = standard();
        if (longestFrame > MOST_SMALL_OCTETS) {
            return standard.withSlots(standard.smallSlots, MANY_LARGE);
        }
        final int octets = Math.max(standard.smallOctets, longestFrame);
        final int slots = Math.min(standard.smallSlots, SMALL_MEMORY / octets);
        return new PacketPoolConfig(slots, octets, joins ? MANY_LARGE : standard.largeSlots, false);
    }

    /// Octets of all packets together, when all are made.
    public long octets() {
        return (long) smallSlots * smallOctets + (long) largeSlots * LARGE_OCTETS;
    }

    /// The same, with the leak detector on or off.
    public PacketPoolConfig withDebug(boolean on) {
        return new PacketPoolConfig(smallSlots, smallOctets, largeSlots, on);
    }

    /// The same with other numbers of slots.
    public PacketPoolConfig withSlots(int small, int large) {
        return new PacketPoolConfig(small, smallOctets, large, debug);
    }

    private static void check(String what, int given, int least, int most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    "a packet pool was given " + given + " " + what + "; use " + least + " to " + most);
        }
    }
}
