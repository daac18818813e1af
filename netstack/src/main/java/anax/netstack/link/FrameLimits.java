package anax.netstack.link;

import anax.netstack.packet.Packet;

/// What a link takes to send, and the refusal of the rest.
///
/// Owner: nobody, it never changes.
public final class FrameLimits {
    private final String name;
    private final int longestFrame;
    private final int longestSuperFrame;
    private final boolean completesChecksums;

    /// @param name of the link, for whoever is refused
    public FrameLimits(String name, LinkType type, int mtu, LinkCapabilities capabilities) {
        this.name = name;
        longestFrame = type.headerLength() + mtu;
        longestSuperFrame = capabilities.longestSegment() > 0 ? type.headerLength() + capabilities.longestSegment() : 0;
        completesChecksums = capabilities.completesChecksums();
    }

    /// Octets of the longest frame that is no super-segment, link header included.
    public int longestFrame() {
        return longestFrame;
    }

    /// Octets of the longest super-segment, link header included; 0 if there are none.
    public int longestSuperFrame() {
        return longestSuperFrame;
    }

    /// Refuses what whoever sends should have cut or completed before.
    ///
    /// @throws IllegalArgumentException if it is too long, or its checksum is partial and the link completes none
    public void check(Packet packet) {
        final boolean isSuper = packet.gsoType() != Packet.GSO_NONE;
        if (packet.length() > (isSuper ? longestSuperFrame : longestFrame)) {
            throw new IllegalArgumentException(tooLong(packet, isSuper));
        }
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL && !completesChecksums) {
            throw new IllegalArgumentException("a frame with a partial checksum was sent on " + name
                    + ", which completes none; complete it before");
        }
    }

    private String tooLong(Packet packet, boolean isSuper) {
        return "a " + (isSuper ? "super-segment" : "frame") + " of " + packet.length() + " octets was sent on " + name
                + ", which takes " + (isSuper ? longestSuperFrame : longestFrame) + "; cut it before";
    }
}
