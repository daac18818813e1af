package anax.netstack.link;

import java.util.Objects;

/// How the two ends of a memory link are made.
///
/// Owner: nobody, it never changes.
///
/// @param name         what people call it; its ends are `name`-0 and `name`-1
/// @param mtu          the longest IP datagram, in octets, 68 to 65,535
/// @param capabilities what both ends claim to do themselves: the receiver gets partial checksums and super-segments
///                     as they are, and is to take them so
/// @param frames       how many frames may be under way from one queue to another: a power of two, 2 to 16,384
/// @param largeFrames  how many of them may be super-segments, 1 to 1,024; of no account if the link cuts none
/// @param first        the one end
/// @param second       the other
public record MemoryLinkConfig(
        String name,
        LinkType type,
        int mtu,
        LinkCapabilities capabilities,
        int frames,
        int largeFrames,
        End first,
        End second) {
    private static final long MOST_OCTETS_OF_A_RING = 1L << 30;

    /// One end.
    ///
    /// @param address  its station address in the low 48 bits; 0 if the type has none
    /// @param queues   how many queues it has, 1 to 256
    /// @param steering which of them a frame comes to; asked where it is sent
    public record End(long address, int queues, FrameSteering steering) {
        /// Checks what was given.
        ///
        /// @throws IllegalArgumentException if something is out of its range
        public End {
            Objects.requireNonNull(steering, "an end of a memory link needs a steering");
            check("octets of address above 48 bits", address >>> 48, 0, 0);
            check("queues", queues, 1, 256);
        }
    }

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public MemoryLinkConfig {
        Objects.requireNonNull(name, "a memory link needs a name");
        Objects.requireNonNull(type, "a memory link needs a type");
        check("octets of MTU", mtu, 68, 65_535);
        check("frames", frames, 2, 1 << 14);
        check("large frames", largeFrames, 1, 1 << 10);
        if (Integer.bitCount(frames) != 1) {
            throw new IllegalArgumentException(
                    "a memory link was given " + frames + " frames; use a power of two, for instance 256");
        }
        check("octets of frames in a ring", (long) frames * slotOctets(type, mtu), 0, MOST_OCTETS_OF_A_RING);
        checkAddresses(type, first.address, second.address);
    }

    /// An Ethernet link without capabilities: MTU 1500, 256 frames a ring, queue i leads to queue i.
    public static MemoryLinkConfig ethernet(String name, int firstQueues, int secondQueues) {
        return standard(name, LinkType.ETHERNET, 0x02_00_00_00_00_01L, firstQueues, 0x02_00_00_00_00_02L, secondQueues);
    }

    /// The same without link headers and addresses.
    public static MemoryLinkConfig rawIp(String name, int firstQueues, int secondQueues) {
        return standard(name, LinkType.RAW_IP, 0, firstQueues, 0, secondQueues);
    }

    /// The same with another MTU.
    public MemoryLinkConfig withMtu(int newMtu) {
        return new MemoryLinkConfig(name, type, newMtu, capabilities, frames, largeFrames, first, second);
    }

    /// The same with other capabilities.
    public MemoryLinkConfig withCapabilities(LinkCapabilities newCapabilities) {
        return new MemoryLinkConfig(name, type, mtu, newCapabilities, frames, largeFrames, first, second);
    }

    /// The same with other bounds.
    public MemoryLinkConfig withFrames(int newFrames, int newLargeFrames) {
        return new MemoryLinkConfig(name, type, mtu, capabilities, newFrames, newLargeFrames, first, second);
    }

    /// The same with other station addresses.
    public MemoryLinkConfig withAddresses(long ofFirst, long ofSecond) {
        return withEnds(
                new End(ofFirst, first.queues, first.steering), new End(ofSecond, second.queues, second.steering));
    }

    /// The same with frames steered otherwise to the queues of both ends.
    public MemoryLinkConfig withSteering(FrameSteering toFirst, FrameSteering toSecond) {
        return withEnds(
                new End(first.address, first.queues, toFirst), new End(second.address, second.queues, toSecond));
    }

    private MemoryLinkConfig withEnds(End newFirst, End newSecond) {
        return new MemoryLinkConfig(name, type, mtu, capabilities, frames, largeFrames, newFirst, newSecond);
    }

    private static MemoryLinkConfig standard(
            String name, LinkType type, long firstAddress, int firstQueues, long secondAddress, int secondQueues) {
        return new MemoryLinkConfig(
                name,
                type,
                1_500,
                LinkCapabilities.NONE,
                256,
                16,
                new End(firstAddress, firstQueues, FrameSteering.BY_SENDING_QUEUE),
                new End(secondAddress, secondQueues, FrameSteering.BY_SENDING_QUEUE));
    }

    private static int slotOctets(LinkType type, int mtu) {
        return FrameSender.slotOctets(type.headerLength() + mtu);
    }

    private static void checkAddresses(LinkType type, long first, long second) {
        final boolean valid = type == LinkType.ETHERNET
                ? isStation(first) && isStation(second) && first != second
                : first == 0 && second == 0;
        if (!valid) {
            throw new IllegalArgumentException(String.format(
                    "a memory link was given the addresses %012x and %012x; use two different ones of single stations"
                            + " on Ethernet, and 0 elsewhere",
                    first, second));
        }
    }

    /// Not zero, and the group bit clear (IEEE 802, section 8.2).
    private static boolean isStation(long address) {
        return address != 0 && (address & 1L << 40) == 0;
    }

    private static void check(String what, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    "a memory link was given " + given + " " + what + "; use " + least + " to " + most);
        }
    }
}
