package anax.netstack.link;

/// What a link does itself, so that the stack need not.
///
/// Owner: nobody, it never changes.
///
/// @param completesChecksums whether it takes packets with a partial checksum
/// @param longestSegment     the longest super-segment, IP header included, that it cuts itself; 0 if it cuts none
public record LinkCapabilities(boolean completesChecksums, int longestSegment) {
    /// A link that does nothing of the kind.
    public static final LinkCapabilities NONE = new LinkCapabilities(false, 0);

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if it cuts super-segments without completing checksums, which nobody can
    public LinkCapabilities {
        if (longestSegment < 0 || longestSegment > 65_535) {
            throw new IllegalArgumentException(
                    "a link was said to cut segments of " + longestSegment + " octets; use 0 to 65535");
        }
        if (longestSegment > 0 && !completesChecksums) {
            throw new IllegalArgumentException(
                    "a link was said to cut super-segments without completing checksums; let it do both or neither");
        }
    }
}
