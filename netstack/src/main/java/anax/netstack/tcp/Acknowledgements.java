package anax.netstack.tcp;

import anax.netstack.wire.TcpHeader;
import anax.netstack.wire.TcpOptionsWriter;

/// When and how what came is acknowledged: put off or at once (RFC 9293, section 3.8.6.3; RFC 5681, section 4.2),
/// with SACK blocks (RFC 2018) and duplicates (RFC 2883).
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks.
final class Acknowledgements {
    private static final int MOST_BLOCKS = 4;
    private static final int MOST_BLOCKS_WITH_TIMESTAMPS = 3;
    private static final int SACK_HEAD = 4; // with its padding
    private static final int SACK_BLOCK = 8;

    private final TcpPartition tcp;
    private final int everySegments;

    Acknowledgements(TcpPartition tcp) {
        this.tcp = tcp;
        everySegments = tcp.config.acks().everySegments();
    }

    /// Octets came in order.
    void onInOrder(TcpConnection connection, int octets, boolean filledGap) {
        connection.ackOctets += octets;
        connection.ackLater = true;
        if (filledGap || connection.ackOctets >= everySegments * connection.peerSmss() || isQuick(connection)) {
            connection.ackNow = true;
        }
        tcp.output.want(connection);
    }

    /// The peer should hear of something at the end of the batch.
    void atEndOfBatch(TcpConnection connection) {
        connection.ackNow = true;
        tcp.output.want(connection);
    }

    /// Octets came that are here already, which the next acknowledgment tells (RFC 2883).
    void duplicate(TcpConnection connection, int left, int right) {
        connection.duplicateKnown = true;
        connection.duplicateLeft = left;
        connection.duplicateRight = right;
    }

    /// Sends an acknowledgment without data: each segment out of order earns one, not each batch, because the
    /// peer counts them (RFC 5681, section 3.2).
    void send(TcpConnection connection) {
        sendAt(connection, connection.sndNxt);
    }

    /// As [#send], at another sequence number.
    void sendAt(TcpConnection connection, int seq) {
        begin(connection);
        tcp.writer.send(connection, seq, connection.rcvNxt, flags(connection), tcp.window.announce(connection));
        connection.segmentsOut++;
        sent(connection);
    }

    /// The flags of a segment that acknowledges.
    static int flags(TcpConnection connection) {
        return connection.echoes ? TcpHeader.ACK | TcpHeader.ECE : TcpHeader.ACK;
    }

    /// A segment was sent that acknowledges all that came.
    void sent(TcpConnection connection) {
        connection.ackNow = false;
        connection.ackLater = false;
        connection.ackTimed = false;
        connection.ackOctets = 0;
        connection.duplicateKnown = false;
        connection.lastAckSent = connection.rcvNxt;
    }

    /// Begins a segment of a connection: writes the options that all of them have.
    ///
    /// @return how long these are
    int begin(TcpConnection connection) {
        final TcpOptionsWriter options = tcp.writer.begin(connection.options.ttl(), connection.options.tos());
        if (connection.timestamps) {
            final int tsVal = tcp.clock.ticks(tcp.environment.nowNs()) + connection.tsOffset;
            options.noOperation().noOperation().timestamps(tsVal, connection.tsRecent);
        }
        if (hasBlocks(connection)) {
            writeBlocks(connection, options);
        }
        return tcp.writer.endOptions();
    }

    /// How long the options of a segment are that is sent now.
    int optionsLength(TcpConnection connection) {
        final int timestamps = connection.timestamps ? SegmentWriter.TIMESTAMPS_LENGTH : 0;
        if (!hasBlocks(connection)) {
            return timestamps;
        }
        final int most = connection.timestamps ? MOST_BLOCKS_WITH_TIMESTAMPS : MOST_BLOCKS;
        final int blocks = connection.reordering.blocks() + (connection.duplicateKnown ? 1 : 0);
        return timestamps + SACK_HEAD + SACK_BLOCK * Math.min(most, blocks);
    }

    private void writeBlocks(TcpConnection connection, TcpOptionsWriter options) {
        int most = connection.timestamps ? MOST_BLOCKS_WITH_TIMESTAMPS : MOST_BLOCKS;
        options.noOperation().noOperation();
        if (connection.duplicateKnown) {
            options.sackBlock(connection.duplicateLeft, connection.duplicateRight);
            most--;
        }
        connection.reordering.report(options, most);
    }

    private static boolean hasBlocks(TcpConnection connection) {
        return connection.sack && (connection.duplicateKnown || !connection.reordering.isEmpty());
    }

    private static boolean isQuick(TcpConnection connection) {
        if (connection.options.isQuickAck()) {
            return true;
        }
        if (connection.quickAcks > 0) {
            connection.quickAcks--;
            return true;
        }
        return false;
    }
}
