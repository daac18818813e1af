package anax.procmaps.space;

/// Addresses in a row that no region uses.
///
/// Owner: nobody; a value.
///
/// @param kind what they are
/// @param start the first, unsigned
/// @param end behind the last, unsigned; 0 for 2^64
public record Gap(Kind kind, long start, long end) {
    /// What an address that no region uses is.
    public enum Kind {
        /// The process could map something there.
        FREE,
        /// No pointer can hold it: the bits above those that the page tables know must all be equal.
        HOLE,
        /// It is the kernel's.
        KERNEL
    }

    /// How many bytes, unsigned.
    public long size() {
        return end - start;
    }
}
