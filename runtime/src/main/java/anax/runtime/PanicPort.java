package anax.runtime;

/// A port on which every operation is a mistake: for messages that must never be sent or replied.
///
/// Owner: nobody. Allocates nothing but the exception.
public final class PanicPort extends UnqueuedPort {
    /// The one.
    public static final PanicPort INSTANCE = new PanicPort();

    private PanicPort() {}

    /// What it is.
    @Override
    public String toString() {
        return "the panic port";
    }

    @Override
    String purpose() {
        return "nothing may be done with it: name another port";
    }
}
