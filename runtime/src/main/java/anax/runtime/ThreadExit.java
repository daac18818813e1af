package anax.runtime;

/// How [Lwkt#exit] gets from the depth of a thread's stack to its end.
///
/// Owner: the thread that ends. Without a stack trace, which nobody would read.
final class ThreadExit extends Error {
    private static final long serialVersionUID = 1;

    ThreadExit() {
        super("a lightweight thread ends itself", null, false, false);
    }
}
