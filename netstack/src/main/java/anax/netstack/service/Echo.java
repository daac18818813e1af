package anax.netstack.service;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// Sends back what comes (RFC 862).
///
/// Owner: one CPU. Allocates a buffer for each connection beyond the most that it ever had at once. A peer that sends
/// and does not read is not read either, once its answers fill the send buffer.
final class Echo implements Conduct {
    private static final int BUFFER_OCTETS = 1 << 15;

    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();

    @Override
    public void converse(NetworkStack stack, TcpSocket socket) throws TcpException {
        final ByteBuffer last = spare.poll();
        final ByteBuffer buffer = last != null ? last : ByteBuffer.allocateDirect(BUFFER_OCTETS);
        try {
            while (socket.read(buffer.clear()) != TcpSocket.END) {
                socket.write(buffer.flip());
            }
        } finally {
            spare.push(buffer);
        }
    }

    @Override
    public void answer(NetworkStack stack, UdpSocket socket, Datagram datagram) {
        socket.answer(datagram);
    }
}
