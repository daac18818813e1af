package anax.netstack.socket;

import anax.netstack.stack.Partition;
import anax.netstack.tcp.TcpResult;

/// A request for a connection of a shared listener, wherever one waits. It is sent to the home of the listener, which
/// may send it on.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is a constant of [TcpResult]. Can be aborted.
final class TcpAccept extends TimedRequest {
    private final TcpAcceptors[] acceptors;
    private final boolean patient;
    private OwnedTcp accepted;

    /// @param acceptors by partition
    /// @param waits     whether it waits for a connection if there is none
    TcpAccept(TcpAcceptors[] acceptors, boolean waits) {
        this.acceptors = acceptors;
        patient = waits;
    }

    boolean isPatient() {
        return patient;
    }

    /// What was accepted, if the result was [TcpResult#OK].
    OwnedTcp accepted() {
        return accepted;
    }

    /// Takes a connection along.
    ///
    /// @return the result of the reply
    int accept(OwnedTcp connection) {
        accepted = connection;
        return TcpResult.OK;
    }

    @Override
    protected int serve(Partition partition) {
        return acceptors[partition.environment().partition()].serve(this);
    }

    @Override
    protected boolean abandon(Partition partition) {
        return acceptors[partition.environment().partition()].forget(this);
    }
}
