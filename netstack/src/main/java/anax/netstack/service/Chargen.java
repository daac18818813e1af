package anax.netstack.service;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;
import anax.runtime.Cpu;
import java.nio.ByteBuffer;

/// Sends lines of 72 characters, each of which begins one character further in the row of all that can be printed
/// (RFC 864).
///
/// Owner: one CPU. Allocates a view of the pattern for each connection. Over TCP it sends as fast as the peer reads,
/// and waits while the window is closed; what the peer sends is thrown away. So a peer that has sent its end but goes
/// on to read is served, until it is gone.
final class Chargen implements Conduct {
    /// Characters of a line, but for its end.
    static final int LINE = 72;

    /// What can be printed: from the blank to the tilde.
    static final int CHARACTERS = 95;

    private static final int LINE_OCTETS = LINE + 2;
    private static final int ROUND_OCTETS = CHARACTERS * LINE_OCTETS;
    private static final int ROUNDS = 8; // so that a write is long
    private static final int MOST_OCTETS = 512;

    private final ByteBuffer pattern = pattern();
    private int line; // that the next datagram begins with

    @Override
    public void converse(NetworkStack stack, TcpSocket socket) throws TcpException {
        socket.shutdownInput();
        final ByteBuffer text = pattern.duplicate();
        while (true) {
            socket.write(text.clear());
        }
    }

    @Override
    public void answer(NetworkStack stack, UdpSocket socket, Datagram datagram) {
        final int address = datagram.srcAddressV4();
        final int port = datagram.srcPort();
        datagram.release();
        final long chance = stack.enter(Cpu.current().id()).environment().nextSecret();
        final int octets = (int) Long.remainderUnsigned(chance, MOST_OCTETS + 1L);
        final int begin = line * LINE_OCTETS;
        line = (line + 1) % CHARACTERS;
        socket.send(pattern.limit(begin + octets).position(begin), address, port);
        pattern.clear();
    }

    private static ByteBuffer pattern() {
        final ByteBuffer text = ByteBuffer.allocateDirect(ROUNDS * ROUND_OCTETS);
        for (int first = 0; text.hasRemaining(); first++) {
            for (int i = 0; i < LINE; i++) {
                text.put((byte) (' ' + (first + i) % CHARACTERS));
            }
            text.put((byte) '\r').put((byte) '\n');
        }
        return text.clear();
    }
}
