package anax.netstack.tcp;

import anax.netstack.packet.PacketPoolConfig;

/// How a connection's buffers grow beyond what they begin with: that of what came, so that its window never holds
/// back a peer whose octets are read as fast as they come; that of what goes, so that it never holds back a window
/// that has room. After "Dynamic Right-Sizing" (Fisk and Feng, 2001), by the shortest round trip instead of the
/// latest: octets that queue on their way lengthen the latest one, and need no window.
///
/// A peer that the window holds back sends one window in a round trip; how long it takes until so much has been read
/// is therefore a round trip then, and more than that at all other times. What is read in the shortest of these
/// times, and as much again, is what the window is to be: so a peer in slow start can double what it sends.
///
/// Owner: one partition; what it keeps is in the connections. Allocates nothing, never blocks. Bounds: the ceilings
/// of [BufferConfig]; half of the partition's packets for what came, its [SendMemory] for what goes. Who has chosen a
/// size for a socket keeps that.
///
/// | packets that hold unread octets | windows |
/// |---|---|
/// | less than a quarter of the pool's | grow |
/// | a quarter to a half | stay |
/// | more | go back to what they began with, as far as the peer was not promised more |
///
/// While less than a quarter of [SendMemory] is left no send buffer grows, and those that have grown go back as they
/// empty.
final class BufferTuning {
    /// The window is for so many round trips' worth of what is read.
    private static final int ROUND_TRIPS = 2;

    private final TcpPartition tcp;
    private final int easyPackets;
    private final int scarcePackets;
    private final long mostUnread; // of one connection

    /// @param pool which gives the packets
    BufferTuning(TcpPartition tcp, PacketPoolConfig pool) {
        this.tcp = tcp;
        final int packets = pool.smallSlots() + pool.largeSlots();
        easyPackets = packets / 4;
        scarcePackets = packets / 2;
        mostUnread = pool.octets() / 2;
    }

    /// The connection stands.
    void begin(TcpConnection connection, long nowNs) {
        connection.readFrom = connection.rcvNxt;
        connection.readFromNs = nowNs;
        final long measuredNs = connection.roundTrip.leastNs();
        connection.windowNs = measuredNs > 0 ? measuredNs : Long.MAX_VALUE;
    }

    /// Its reader has taken octets.
    ///
    /// @param readTo the number of the next octet that it will read
    void onRead(TcpConnection connection, int readTo) {
        final int read = readTo - connection.readFrom;
        if (read >= connection.rcvBound) {
            final long nowNs = tcp.environment.nowNs();
            final long tookNs = nowNs - connection.readFromNs;
            connection.readFrom = readTo;
            connection.readFromNs = nowNs;
            if (tookNs > 0) {
                connection.windowNs = Math.min(connection.windowNs, tookNs);
                resize(connection, (double) read * connection.windowNs / tookNs);
            }
        }
    }

    private void resize(TcpConnection connection, double readInRoundTrip) {
        final int first = connection.options.receiveBuffer();
        final int most = (int) Math.min(mostUnread, connection.options.mostReceive());
        if (tcp.held.count >= scarcePackets) {
            if (connection.rcvBound > first && most > first) {
                connection.rcvBound = first;
                tcp.counters.buffersCut++;
            }
        } else if (tcp.held.count < easyPackets && most > connection.rcvBound) {
            final double wanted = Math.min(most, ROUND_TRIPS * readInRoundTrip);
            connection.rcvBound = Math.max(connection.rcvBound, (int) wanted);
        }
    }

    /// A pass of output is over: if all has gone that the buffer held, but for a rest that makes no segment, and
    /// the buffer is full, and the windows are not, then it is the buffer that holds the connection back.
    void onSent(TcpConnection connection) {
        final SendBuffer buffer = connection.sendBuffer;
        final int first = connection.options.sendBuffer();
        final int smss = connection.smss();
        if (buffer.bound() > first && tcp.sendMemory.isScarce()) {
            buffer.bound(first);
            tcp.counters.buffersCut++;
            return;
        }
        if (buffer.room() >= smss
                || buffer.bound() >= connection.options.mostSend()
                || connection.writtenEnd() - connection.sndAgain >= smss
                || tcp.sendMemory.isScarce()) {
            return;
        }
        final int window = Math.min(connection.cwnd, connection.sndWnd);
        if (window - connection.flight() >= smss) {
            buffer.bound((int) Math.min(connection.options.mostSend(), Math.max(buffer.bound(), 2L * window)));
            connection.raise(TcpEvents.WRITABLE);
        }
    }
}
