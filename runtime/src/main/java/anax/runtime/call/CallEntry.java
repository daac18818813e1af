package anax.runtime.call;

import java.util.Objects;

/// A number's handler and how it wants to be run.
///
/// Owner: nobody; immutable.
///
/// @param name what people call it
record CallEntry(String name, CallKind kind, CallHandler handler) {

    /// Refuses what is missing.
    CallEntry {
        Objects.requireNonNull(name, "a call needs a name");
        Objects.requireNonNull(kind, "a call needs a kind");
        Objects.requireNonNull(handler, "a call needs a handler");
    }
}
