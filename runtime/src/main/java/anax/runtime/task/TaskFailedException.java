package anax.runtime.task;

/// What whoever waits for the work of another thread gets if that failed; the cause is what the work threw.
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TaskFailedException(String what, Throwable cause) {
        super(what + " failed: " + cause, cause);
    }
}
