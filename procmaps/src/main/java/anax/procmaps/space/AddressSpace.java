package anax.procmaps.space;

import anax.procmaps.maps.MapsSnapshot;

/// How far the addresses of a process reach.
///
/// Owner: nobody; a value.
///
/// @param userEnd the first address that no region of the process may use, unsigned
/// @param kernelStart where the kernel's addresses begin, unsigned; equal to `userEnd` if there is no hole
/// @param end behind the last address there is; 0 for 2^64
public record AddressSpace(long userEnd, long kernelStart, long end) {
    /// x86-64 with page tables of four levels; the last page under 2^47 is never given out.
    public static final AddressSpace X86_64 = new AddressSpace((1L << 47) - 4096, -(1L << 47), 0);

    /// x86-64 with five levels, for a process that asked for addresses beyond 2^47.
    public static final AddressSpace X86_64_LA57 = new AddressSpace((1L << 56) - 4096, -(1L << 56), 0);

    /// arm64 with addresses of 48 bits.
    public static final AddressSpace ARM64 = new AddressSpace(1L << 48, -(1L << 48), 0);

    /// arm64 with addresses of 52 bits, for a process that asked for them.
    public static final AddressSpace ARM64_52 = new AddressSpace(1L << 52, -(1L << 52), 0);

    /// A program of 32 bits on a kernel of 64: nearly 4 GiB, and nothing above.
    public static final AddressSpace BITS_32 = new AddressSpace(0xffffe000L, 0xffffe000L, 1L << 32);

    /// A kernel of 32 bits, which keeps the fourth GiB.
    public static final AddressSpace BITS_32_3G = new AddressSpace(0xc0000000L, 0xc0000000L, 1L << 32);

    private static final long FOUR_GIB = 1L << 32;

    /// Checks the order of the bounds.
    public AddressSpace {
        if (Long.compareUnsigned(userEnd, kernelStart) > 0) {
            throw new IllegalArgumentException(
                    "user addresses to %x reach over the kernel's from %x; give a smaller end of the former"
                            .formatted(userEnd, kernelStart));
        }
    }

    /// The smallest one that all regions fit into.
    ///
    /// @param arm64 whether the machine is an arm64; else it counts as x86-64, whose bounds other machines share
    /// @param bits32 whether the program is one of 32 bits
    public static AddressSpace of(MapsSnapshot map, boolean arm64, boolean bits32) {
        if (bits32) {
            return highestUser(map, FOUR_GIB) > BITS_32_3G.userEnd ? BITS_32 : BITS_32_3G;
        }
        AddressSpace usual = arm64 ? ARM64 : X86_64;
        AddressSpace wide = arm64 ? ARM64_52 : X86_64_LA57;
        return Long.compareUnsigned(highestUser(map, Long.MIN_VALUE), usual.userEnd) > 0 ? wide : usual;
    }

    /// The highest end of a region that does not reach over `limit`; 0 if there is none.
    private static long highestUser(MapsSnapshot map, long limit) {
        long highest = 0;
        for (int i = 0; i < map.count(); i++) {
            long end = map.end(i);
            if (Long.compareUnsigned(end, limit) <= 0 && Long.compareUnsigned(end, highest) > 0) {
                highest = end;
            }
        }
        return highest;
    }

    /// What an unused address is.
    public Gap.Kind kindAt(long address) {
        if (Long.compareUnsigned(address, userEnd) < 0) {
            return Gap.Kind.FREE;
        }
        return Long.compareUnsigned(address, kernelStart) < 0 ? Gap.Kind.HOLE : Gap.Kind.KERNEL;
    }
}
