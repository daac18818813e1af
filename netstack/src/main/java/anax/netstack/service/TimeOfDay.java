package anax.netstack.service;

import anax.netstack.socket.Datagram;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpSocket;
import anax.netstack.socket.UdpSocket;
import anax.netstack.stack.NetworkStack;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/// Tells the seconds since 1900-01-01 00:00 GMT, as 32 bits (RFC 868); in 2036 they begin anew.
///
/// Owner: one CPU. Allocates four octets for each connection. A peer that says something is not heard.
final class TimeOfDay implements Conduct {
    private static final long SECONDS_TO_1970 = 2_208_988_800L;

    private final InstantSource calendar;
    private final ByteBuffer answer =
            ByteBuffer.allocateDirect(Integer.BYTES); // for datagrams, of which one is at work

    TimeOfDay(InstantSource calendar) {
        this.calendar = calendar;
    }

    @Override
    public void converse(NetworkStack stack, TcpSocket socket) throws TcpException {
        socket.shutdownInput(); // or what it has sent would turn our end into a RST, which overtakes the answer
        socket.write(ByteBuffer.allocate(Integer.BYTES).putInt(seconds()).flip());
    }

    @Override
    public void answer(NetworkStack stack, UdpSocket socket, Datagram datagram) {
        final int address = datagram.srcAddressV4();
        final int port = datagram.srcPort();
        datagram.release();
        socket.send(answer.clear().putInt(seconds()).flip(), address, port);
    }

    private int seconds() {
        return (int) (calendar.instant().getEpochSecond() + SECONDS_TO_1970);
    }
}
