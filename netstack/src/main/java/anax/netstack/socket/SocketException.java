package anax.netstack.socket;

import java.io.IOException;

/// What a socket could not do, in one sentence that says what to do.
///
/// Owner: whoever caught it.
public sealed class SocketException extends IOException permits TcpException {
    private static final long serialVersionUID = 1L;

    /// Makes one.
    ///
    /// @param message what was asked, why it could not be, what to do
    public SocketException(String message) {
        super(message);
    }
}
