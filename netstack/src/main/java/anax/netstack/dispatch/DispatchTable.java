package anax.netstack.dispatch;

import anax.netstack.packet.Packet;

/// Which partition an IPv4 packet belongs to: groups and unknown protocols to the first, fragments by their
/// addresses, and else as the protocol itself chooses.
///
/// Owner: one partition; protocols are registered when it is made. Allocates then. Never blocks.
public final class DispatchTable {
    private static final int PROTOCOLS = 256;
    private static final int FIRST_MULTICAST = 0xE0000000;

    private final ProtocolDispatch[] byProtocol = new ProtocolDispatch[PROTOCOLS];
    private final ProtocolDispatch fragments;
    private final int partitions;

    /// Makes a table without protocols.
    ///
    /// @param fragments shares out what must be reassembled first
    public DispatchTable(int partitions, ProtocolDispatch fragments) {
        this.partitions = partitions;
        this.fragments = fragments;
    }

    /// Has a protocol's packets shared out as it chooses.
    ///
    /// @param protocol its number under IP, 0 to 255
    /// @throws IllegalArgumentException if there is no such number
    /// @throws IllegalStateException if it has a dispatch already
    public DispatchTable register(int protocol, ProtocolDispatch dispatch) {
        if (protocol < 0 || protocol >= PROTOCOLS) {
            throw new IllegalArgumentException("protocol " + protocol + " was registered; IP numbers them 0 to 255");
        }
        if (byProtocol[protocol] != null) {
            throw new IllegalStateException(
                    "protocol " + protocol + " was registered twice; a protocol has one dispatch");
        }
        byProtocol[protocol] = dispatch;
        return this;
    }

    /// The partition of a packet whose IP header was read; once more for a datagram that was put together.
    ///
    /// @param fragment whether it is a part of a datagram only
    public int partitionOf(Packet packet, boolean fragment) {
        if (packet.isLinkGroup() || isGroup(packet.dstAddress())) {
            return 0;
        }
        if (fragment) {
            return fragments.partitionOf(packet);
        }
        final ProtocolDispatch dispatch = byProtocol[packet.protocol()];
        if (dispatch == null) {
            return 0;
        }
        final int partition = dispatch.partitionOf(packet);
        assert partition >= 0 && partition < partitions
                : "protocol " + packet.protocol() + " chose partition " + partition + " of " + partitions;
        return partition;
    }

    /// True for multicast, reserved and broadcast addresses: all from 224.0.0.0 on.
    private static boolean isGroup(int address) {
        return Integer.compareUnsigned(address, FIRST_MULTICAST) >= 0;
    }
}
