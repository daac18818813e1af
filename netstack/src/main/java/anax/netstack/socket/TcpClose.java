package anax.netstack.socket;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.tcp.TcpEndpoint;
import anax.netstack.tcp.TcpResult;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;

/// Closes a connection. Where its user wants to linger it waits until the peer has acknowledged all that was written;
/// when that takes too long the connection is ended by a RST.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is [TcpResult#OK].
final class TcpClose extends TcpRequest {
    private final OwnedTcp owned;
    private boolean begun;
    private boolean late;
    private Timer deadline; // null unless it lingers

    TcpClose(OwnedTcp owned) {
        this.owned = owned;
        goTo(owned, true);
    }

    @Override
    int attempt() {
        final TcpEndpoint endpoint = owned.endpoint();
        if (!begun) {
            begun = true;
            begin(endpoint);
        }
        if (deadline != null && !late && !owned.isFinished()) {
            return TcpResult.WOULD_BLOCK;
        }
        if (deadline != null) {
            owned.environment().cancel(deadline);
        }
        if (late) {
            endpoint.abort();
        } else {
            endpoint.close();
        }
        owned.ended();
        return TcpResult.OK;
    }

    /// Octets that lie unread make any wait pointless: the peer gets a RST for them.
    private void begin(TcpEndpoint endpoint) {
        final long lingerNs = endpoint.options().lingerNs();
        if (lingerNs <= 0 || endpoint.available() > 0 || !endpoint.state().isSynchronized() || owned.isFinished()) {
            return;
        }
        endpoint.shutdownOutput();
        final EngineEnvironment environment = owned.environment();
        final TimerHandler onDeadline = (timer, nowNs) -> {
            late = true;
            owned.lookAgain();
        };
        deadline = environment.newTimer(onDeadline, 0);
        environment.schedule(deadline, environment.nowNs() + lingerNs);
    }
}
