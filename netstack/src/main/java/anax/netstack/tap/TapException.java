package anax.netstack.tap;

import java.io.IOException;

/// A device could not be had; the message says which, why, and what to do.
///
/// Owner: whoever catches it.
public final class TapException extends IOException {
    private static final long serialVersionUID = 1L;

    TapException(String message) {
        super(message);
    }
}
