package anax.netstack.udp;

/// The ports that are given to sockets that ask for none (RFC 6056).
///
/// Owner: nobody, it never changes.
///
/// @param first the lowest, 1024 or more
/// @param last  the highest, 65535 or less
public record UdpPortRange(int first, int last) {
    /// What Linux has.
    public static final UdpPortRange STANDARD = new UdpPortRange(32_768, 60_999);

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if the range is empty or has ports that it may not have
    public UdpPortRange {
        if (first < 1_024 || last > 65_535 || first > last) {
            throw new IllegalArgumentException(
                    "ports " + first + " to " + last + " were given as a range; use ports from 1024 to 65535");
        }
    }

    /// How many of the ports are one partition's: those that leave its number when divided by the partitions.
    int countOf(int partition, int partitions) {
        final int lowest = portOf(partition, partitions, 0);
        return lowest > last ? 0 : (last - lowest) / partitions + 1;
    }

    /// One of these ports.
    int portOf(int partition, int partitions, int place) {
        final int offset = Math.floorMod(partition - first, partitions);
        return first + offset + place * partitions;
    }
}
