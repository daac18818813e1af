package anax.netstack.tap;

import java.io.IOException;

/// A device could not be had; the message says which, why, and what to do.
///
/// Owner: whoever catches it.
public final class TapException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean denied;

    TapException(String message) {
        this(message, false);
    }

    TapException(String message, boolean denied) {
        super(message);
        this.denied = denied;
    }

    /// Whether the user lacks a permission for it, which the message names.
    public boolean isDenied() {
        return denied;
    }
}
