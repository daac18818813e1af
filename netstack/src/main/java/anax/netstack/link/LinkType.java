package anax.netstack.link;

/// What the frames of a link begin with.
///
/// Owner: nobody, it never changes.
public enum LinkType {
    /// An Ethernet header, and neighbours are found by ARP.
    ETHERNET(14),

    /// The IP header itself: there is one neighbour, at the other end.
    RAW_IP(0);

    private final int headerLength;

    LinkType(int headerLength) {
        this.headerLength = headerLength;
    }

    /// Octets of its header, without tags.
    public int headerLength() {
        return headerLength;
    }
}
