package anax.netstack.service;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;

/// What a service does with a connection and with a datagram, on one CPU.
///
/// Owner: that CPU, whose threads call it.
interface Conduct {
    /// Serves a connection to its end. Blocks the calling thread.
    ///
    /// @throws TcpException if the connection is gone before
    void converse(NetworkStack stack, TcpSocket socket) throws TcpException;

    /// Serves a datagram; the view holds nothing afterwards. That an answer finds no way is not worth a word: the
    /// stack counts it, and nobody relies on a datagram.
    void answer(NetworkStack stack, UdpSocket socket, Datagram datagram);
}
