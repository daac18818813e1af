package anax.netstack.socket;

import anax.netstack.udp.UdpEndpoint;
import anax.runtime.Lwkt;
import java.util.ArrayDeque;

/// Who waits for a socket's datagrams: threads of the socket's CPU, and requests of everybody else.
///
/// Owner: the socket's partition. Allocates when more wait than ever before. Never blocks but the thread that waits.
final class SocketReaders implements UdpEndpoint.Readers {
    private final ArrayDeque<Lwkt> threads = new ArrayDeque<>();
    private final ArrayDeque<ReceiveRequest> requests = new ArrayDeque<>();

    /// Those of a socket's endpoint.
    static SocketReaders of(UdpEndpoint endpoint) {
        return (SocketReaders) endpoint.readers();
    }

    /// Blocks the calling thread, which must be of this CPU, until there may be something to read or time is up.
    void await(long untilNs) {
        final Lwkt self = Lwkt.current();
        threads.add(self);
        try {
            Lwkt.blockUntil("datagram", untilNs);
        } finally {
            threads.remove(self); // it is in there no longer if it was woken for a datagram
        }
    }

    /// Keeps a request until there is something to read.
    void add(ReceiveRequest request) {
        requests.add(request);
    }

    /// Forgets a request that its originator gave up.
    ///
    /// @return false if it is not kept
    boolean remove(ReceiveRequest request) {
        return requests.remove(request);
    }

    @Override
    public void onReadable(UdpEndpoint endpoint) {
        while (!requests.isEmpty() && endpoint.isReadable()) {
            final ReceiveRequest request = requests.poll();
            request.replyMessage(request.takeFrom(endpoint));
        }
        int wake = endpoint.isClosed() ? threads.size() : Math.max(1, endpoint.unread());
        for (; wake > 0 && !threads.isEmpty(); wake--) {
            threads.poll().schedule();
        }
    }
}
