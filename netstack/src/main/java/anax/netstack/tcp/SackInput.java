package anax.netstack.tcp;

import anax.netstack.wire.TcpOptions;

/// Takes the SACK blocks of an acknowledgment (RFC 2018, section 5; RFC 2883, section 4). A block that cannot be is
/// passed over: octets that were never sent, or are acknowledged, or a block that ends before it begins.
///
/// Owner: one partition; what it keeps is in the connections. Allocates when a connection has more gaps than ever
/// before. Never blocks.
final class SackInput {
    /// An acknowledgment that another one has overtaken reports what is still true.
    ///
    /// @param ack SEG.ACK
    void process(TcpConnection connection, TcpOptions options, int ack, AckSample sample) {
        final int count = options.sackCount();
        for (int i = 0; i < count; i++) {
            final int left = options.sackLeft(i);
            final int right = options.sackRight(i);
            if (i == 0 && isDuplicate(connection, options, ack)) {
                sample.duplicate = true;
                sample.duplicateLeft = left;
                sample.duplicateRight = right;
                connection.loss.duplicatesReported++;
            } else if (!isUnderWay(connection, left, right) || !connection.sent.sack(left, right, sample)) {
                connection.loss.blocksRefused++;
            }
        }
    }

    /// Whether octets were sent and are not acknowledged. What is right behind the acknowledgment would be
    /// acknowledged, too. Numbers that are half of all away stand before and behind at once, so distances are
    /// compared.
    private static boolean isUnderWay(TcpConnection connection, int left, int right) {
        final int from = left - connection.sndUna;
        final int to = right - connection.sndUna;
        return from != 0
                && Integer.compareUnsigned(from, to) < 0
                && Integer.compareUnsigned(to, connection.flight()) <= 0;
    }

    /// Whether the first block tells of octets that came twice: it lies below the acknowledgment, or within the
    /// second block.
    private static boolean isDuplicate(TcpConnection connection, TcpOptions options, int ack) {
        final int left = options.sackLeft(0);
        final int right = options.sackRight(0);
        final int window = connection.greatestSndWnd;
        if (Integer.compareUnsigned(ack - right, window) < 0) {
            return Seq.lt(left, right) && Integer.compareUnsigned(ack - left, window) <= 0;
        }
        return options.sackCount() > 1
                && isUnderWay(connection, left, right)
                && Seq.leq(options.sackLeft(1), left)
                && Seq.geq(options.sackRight(1), right);
    }
}
