package anax.netstack.tcp;

import static anax.netstack.tcp.TcpState.CLOSED;
import static anax.netstack.tcp.TcpState.CLOSE_WAIT;
import static anax.netstack.tcp.TcpState.CLOSING;
import static anax.netstack.tcp.TcpState.ESTABLISHED;
import static anax.netstack.tcp.TcpState.FIN_WAIT_1;
import static anax.netstack.tcp.TcpState.FIN_WAIT_2;
import static anax.netstack.tcp.TcpState.LAST_ACK;
import static anax.netstack.tcp.TcpState.LISTEN;
import static anax.netstack.tcp.TcpState.SYN_RECEIVED;
import static anax.netstack.tcp.TcpState.SYN_SENT;
import static anax.netstack.tcp.TcpState.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold of an endpoint's connection whatever comes: its state goes where RFC 9293's diagram leads, and its
/// numbers go forward.
///
/// Owner: one run of a program, which has it look after each step. A step may take a connection through several
/// states.
final class ConnectionWatch {
    /// The edges of RFC 9293, figure 5, and those that its text adds: a reset or an abort ends everything.
    private static final Map<TcpState, Set<TcpState>> NEXT = new EnumMap<>(Map.ofEntries(
            Map.entry(CLOSED, EnumSet.noneOf(TcpState.class)),
            Map.entry(LISTEN, EnumSet.of(SYN_RECEIVED, SYN_SENT, CLOSED)),
            Map.entry(SYN_SENT, EnumSet.of(SYN_RECEIVED, ESTABLISHED, CLOSED)),
            Map.entry(SYN_RECEIVED, EnumSet.of(ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSED)),
            Map.entry(ESTABLISHED, EnumSet.of(FIN_WAIT_1, CLOSE_WAIT, CLOSED)),
            Map.entry(FIN_WAIT_1, EnumSet.of(FIN_WAIT_2, CLOSING, TIME_WAIT, CLOSED)),
            Map.entry(FIN_WAIT_2, EnumSet.of(TIME_WAIT, CLOSED)),
            Map.entry(CLOSE_WAIT, EnumSet.of(LAST_ACK, CLOSED)),
            Map.entry(CLOSING, EnumSet.of(TIME_WAIT, CLOSED)),
            Map.entry(LAST_ACK, EnumSet.of(CLOSED)),
            Map.entry(TIME_WAIT, EnumSet.of(CLOSED))));

    private final Set<TcpState> seen;
    private TcpConnection connection;
    private TcpState state;
    private int rcvNxt;
    private int sndUna;
    private int sndNxt;

    /// @param seen takes the states that it finds
    ConnectionWatch(Set<TcpState> seen) {
        this.seen = seen;
    }

    /// Looks, and compares with what it saw before.
    void look(TcpEndpoint endpoint) {
        seen.add(endpoint.state());
        final TcpConnection now = endpoint.connection();
        if (now == null) {
            return;
        }
        if (now == connection) {
            compare();
        }
        connection = now;
        state = now.state;
        rcvNxt = now.rcvNxt;
        sndUna = now.sndUna;
        sndNxt = now.sndNxt;
        if (state.isSynchronized()) {
            assertThat(Seq.leq(sndUna, sndNxt)).as("SND.UNA <= SND.NXT").isTrue();
            assertThat(now.received.length()).as("octets that lie unread").isNotNegative();
        }
    }

    private void compare() {
        assertThat(mayBecome(connection.state))
                .as("from %s to %s", state, connection.state)
                .isTrue();
        if (state.isSynchronized()) {
            assertThat(Seq.leq(rcvNxt, connection.rcvNxt))
                    .as("RCV.NXT goes forward")
                    .isTrue();
            assertThat(Seq.leq(sndUna, connection.sndUna))
                    .as("SND.UNA goes forward")
                    .isTrue();
            assertThat(Seq.leq(sndNxt, connection.sndNxt))
                    .as("SND.NXT goes forward")
                    .isTrue();
        }
    }

    private boolean mayBecome(TcpState after) {
        final Set<TcpState> reached = EnumSet.of(state);
        final List<TcpState> toFollow = new ArrayList<>(reached);
        while (!toFollow.isEmpty()) {
            for (final TcpState next : NEXT.get(toFollow.removeLast())) {
                if (reached.add(next)) {
                    toFollow.add(next);
                }
            }
        }
        return reached.contains(after);
    }
}
