package anax.runtime;

/// How [Lwkt#exit] gets from the depth of a thread's stack to its end.
///
/// Owner: nobody; one object, without a stack or a state.
final class ThreadExit extends Error {
    private static final long serialVersionUID = 1;

    static final ThreadExit NOW = new ThreadExit();

    private ThreadExit() {
        super("a lightweight thread ends itself", null, false, false);
    }
}
