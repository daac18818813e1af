package anax.netstack.socket;

import anax.netstack.stack.Partition;

/// A request to a TCP socket, from another CPU or an ordinary thread, that may have to wait at the socket until it
/// can be served.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is a count or a constant of
/// [anax.netstack.tcp.TcpResult]. Can be aborted: then it comes back with [anax.runtime.Message#ABORTED].
abstract class TcpRequest extends TimedRequest {
    private TcpKeeper keeper;
    private boolean patient;

    /// Tries to serve it.
    ///
    /// @return [anax.netstack.tcp.TcpResult#WOULD_BLOCK] if that is not possible yet
    abstract int attempt();

    /// Says where it goes next.
    ///
    /// @param waits whether it is kept there until it can be served; else it comes home at once
    final void goTo(TcpKeeper next, boolean waits) {
        keeper = next;
        patient = waits;
    }

    final boolean isPatient() {
        return patient;
    }

    @Override
    protected final int serve(Partition partition) {
        return keeper.serve(this);
    }

    @Override
    protected final boolean abandon(Partition partition) {
        return keeper.forget(this);
    }
}
