package anax.netstack.socket;

/// Where requests wait that cannot be served yet.
///
/// Owner: one partition.
interface TcpKeeper {
    /// Serves a request now, or keeps it until that is possible.
    ///
    /// @return the result; or [anax.runtime.Message#ASYNC] if it was kept
    int serve(TcpRequest request);

    /// Forgets a request that its originator gave up.
    ///
    /// @return false if it is not kept
    boolean forget(TcpRequest request);
}
