package anax.runtime;

/// Says that a machine took something no more, since it was stopped.
///
/// Owner: whoever catches it.
public final class MachineStoppedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    MachineStoppedException(String message) {
        super(message);
    }
}
