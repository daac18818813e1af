package anax.netstack.tcp;

import anax.netstack.engine.BatchWork;
import anax.netstack.ip.IcmpError;

/// What a partition's table has for two ends: a connection, or what is kept of one before and after.
///
/// Owner: one partition. Never blocks.
abstract sealed class TcpFlow extends BatchWork permits TcpConnection, HalfOpen, TimeWait {
    int local;
    int remote;
    int localPort;
    int remotePort;

    final void ends(int localAddress, int remoteAddress, int ownPort, int peerPort) {
        local = localAddress;
        remote = remoteAddress;
        localPort = ownPort;
        remotePort = peerPort;
    }

    /// Processes a segment; ending its packet is the caller's.
    ///
    /// @param tcp the partition's, which not every flow has room to remember
    abstract void onSegment(TcpPartition tcp, Segment segment, long nowNs);

    /// Learns that what it sent at a sequence number could not reach the peer.
    ///
    /// @return false if it cannot have sent it
    abstract boolean onError(TcpPartition tcp, int seq, IcmpError error);

    abstract TcpState state();
}
