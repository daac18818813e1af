package anax.netstack.service;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpOctets;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;

/// Throws away what comes, unread (RFC 863).
///
/// Owner: one CPU. Allocates a view for each connection.
final class Discard implements Conduct {
    @Override
    public void converse(NetworkStack stack, TcpSocket socket) throws TcpException {
        final TcpOctets octets = new TcpOctets(stack);
        while (socket.receive(octets) != TcpSocket.END) {
            octets.release();
        }
    }

    @Override
    public void answer(NetworkStack stack, UdpSocket socket, Datagram datagram) {
        datagram.release();
    }
}
