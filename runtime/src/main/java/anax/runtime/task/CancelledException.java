package anax.runtime.task;

/// What a cancelled thread gets where it would wait: it should clean up and end. It is told once; what it waits for
/// afterwards, to clean up, is not cut short.
public final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CancelledException(String thread) {
        super("task " + thread + " was cancelled; release what you hold and return");
    }
}
