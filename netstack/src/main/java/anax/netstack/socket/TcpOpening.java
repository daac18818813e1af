package anax.netstack.socket;

/// A request that waits until a connection is open, or will not be.
///
/// Owner: as every [anax.netstack.stack.StackMessage]. Its result is a constant of [anax.netstack.tcp.TcpResult].
final class TcpOpening extends TcpRequest {
    private final OwnedTcp owned;

    TcpOpening(OwnedTcp owned, boolean waits) {
        this.owned = owned;
        goTo(owned, waits);
    }

    @Override
    int attempt() {
        return owned.opened();
    }
}
