package anax.runtime.user;

/// What whoever waits for the work of another thread gets if that failed; the cause is what the work threw.
public final class ThreadFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ThreadFailedException(String what, Throwable cause) {
        super(what + " failed: " + cause, cause);
    }
}
