package anax.netstack.service;

import anax.netstack.ip.Ipv4Addresses;
import anax.netstack.socket.Datagram;
import anax.netstack.socket.SocketException;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import anax.runtime.WaitQueue;
import java.util.LinkedHashSet;
import java.util.Set;

/// One CPU's share of a service: a thread that takes connections, one for each connection, and one for datagrams.
///
/// Owner: the CPU that made it; its figures may be read by others, who see old ones. Allocates for each connection.
/// Blocks its own threads only. At the bound of connections it takes no more until one ends; they wait in the
/// listener's backlog, and beyond that SYNs are dropped.
final class ServiceShare {
    private final NetworkStack stack;
    private final Service service;
    private final Conduct conduct;
    private final TcpListener listener;
    private final UdpSocket datagrams;
    private final int mostConnections;
    private final WaitQueue ended = new WaitQueue();
    private final Set<TcpSocket> open = new LinkedHashSet<>();
    private int connections; // as many as are open, for others
    private long accepted;
    private long received;
    private boolean closed;

    ServiceShare(
            NetworkStack stack,
            Service service,
            Conduct conduct,
            TcpListener listener,
            UdpSocket datagrams,
            int mostConnections) {
        this.stack = stack;
        this.service = service;
        this.conduct = conduct;
        this.listener = listener;
        this.datagrams = datagrams;
        this.mostConnections = mostConnections;
    }

    /// Starts its threads.
    void begin() {
        start("acceptor", this::accept);
        start("datagrams", this::respond);
    }

    /// Ends all that is open, so that its threads come to their end. The listener is closed before.
    void end() {
        closed = true;
        ended.signal(-1);
        datagrams.close();
        for (final TcpSocket each : open.toArray(TcpSocket[]::new)) {
            each.abort();
        }
    }

    /// Connections that are open.
    int connections() {
        return connections;
    }

    /// Connections that were taken.
    long accepted() {
        return accepted;
    }

    /// Datagrams that came.
    long received() {
        return received;
    }

    private void accept() {
        TcpSocket socket;
        while (awaitRoom() && (socket = listener.accept()) != null) {
            final TcpSocket taken = socket;
            open.add(taken);
            connections = open.size();
            accepted++;
            start(taken.remoteAddress() + ":" + taken.remotePort(), () -> serve(taken));
        }
    }

    private void serve(TcpSocket socket) {
        try (socket) {
            conduct.converse(stack, socket);
        } catch (TcpException gone) {
            // The peer has left in its own way, and knows it.
        } finally {
            open.remove(socket);
            connections = open.size();
            ended.signal(1);
        }
    }

    private boolean awaitRoom() {
        long seen = ended.generation();
        while (open.size() >= mostConnections && !closed) {
            seen = ended.block("connections", seen);
        }
        return !closed;
    }

    private void respond() {
        final Datagram datagram = new Datagram(stack);
        while (receive(datagram)) {
            received++;
            if (mayBeAnswered(datagram)) {
                conduct.answer(stack, datagrams, datagram);
            } else {
                datagram.release();
            }
        }
    }

    private boolean receive(Datagram datagram) {
        while (true) {
            try {
                return datagrams.receive(datagram);
            } catch (SocketException undelivered) {
                // An answer that nobody wanted: whoever asked has gone.
            }
        }
    }

    private boolean mayBeAnswered(Datagram datagram) {
        final int to = datagram.dstAddressV4();
        return datagram.srcPort() != 0
                && !Service.answersFrom(datagram.srcPort())
                && !Ipv4Addresses.isMulticast(to)
                && !stack.enter(Cpu.current().id()).interfaces().isBroadcast(to);
    }

    private void start(String what, Runnable body) {
        Lwkt.create(
                Cpu.current().id(), service.title() + " " + what, Lwkt.current().priority(), body);
    }
}
