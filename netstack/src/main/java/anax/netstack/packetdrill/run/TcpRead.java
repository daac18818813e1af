package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.match.Difference;
import anax.netstack.tcp.TcpEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/// One call that takes octets from a TCP socket, and how far it has come.
///
/// Owner: the run of a script. Allocates when made.
final class TcpRead {
    private static final int CHUNK = 1 << 16;

    private final TcpEndpoint endpoint;
    private final int most;
    private final int flags;
    private final UnsafeBuffer octets = new UnsafeBuffer(new byte[CHUNK]);
    private final List<Difference> differences = new ArrayList<>();
    private int count;

    /// @param most  how many it wants
    /// @param flags those of recv()
    TcpRead(TcpEndpoint endpoint, int most, int flags) {
        this.endpoint = endpoint;
        this.most = most;
        this.flags = flags;
    }

    /// Takes what there is.
    ///
    /// @return what the stack said last
    int go() {
        int result = 0;
        while (count < most) {
            final int wanted = Math.min(CHUNK, most - count);
            result = take(wanted);
            if (result <= 0) {
                break;
            }
            count += result;
            if (has(Constants.MSG_PEEK) || (result < wanted && !has(Constants.MSG_WAITALL))) {
                break;
            }
        }
        return result;
    }

    private int take(int wanted) {
        if (has(Constants.MSG_TRUNC) && !has(Constants.MSG_PEEK)) {
            return endpoint.skip(wanted);
        }
        final int taken = endpoint.read(octets, 0, wanted, has(Constants.MSG_PEEK));
        for (int i = 0; i < taken && differences.isEmpty(); i++) {
            if (octets.getByte(i) != 0) {
                differences.add(notZero(count + i, octets.getByte(i)));
            }
        }
        return taken;
    }

    /// What the script's peer sends is zeros.
    static Difference notZero(int place, byte octet) {
        return new Difference("octet " + place + " that was read", "0", String.valueOf(octet & 0xFF));
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// Whether it would rather wait than end with what it has.
    boolean wantsMore() {
        return count == 0 || (has(Constants.MSG_WAITALL) && count < most);
    }

    /// Octets that it has.
    int count() {
        return count;
    }

    /// What was not zero.
    List<Difference> differences() {
        return differences;
    }
}
