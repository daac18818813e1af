package anax.bench.messages.pair;

/// What a target has to write into a message, and the check that it did.
///
/// Owner: nobody; stateless. Allocates only in order to fail.
public final class Answer {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private Answer() {}

    /// The right answer to a request: never 0 for the requests that occur, and another one for each request, so
    /// neither a message that the target has not written nor one left from an earlier trip passes the check.
    public static long to(long request) {
        return request * FACTOR + 1;
    }

    /// Refuses a message that did not come back as it should.
    ///
    /// @param expected the request whose turn it is to come back
    /// @param request  what the message says it asked
    /// @param answer   what it says it was answered
    /// @throws IllegalStateException if it is another message, or not written by its target
    public static void check(long expected, long request, long answer) {
        if (request != expected || answer != to(expected)) {
            throw wrong(expected, request, answer);
        }
    }

    private static IllegalStateException wrong(long expected, long request, long answer) {
        return new IllegalStateException(
                request == expected
                        ? "message " + request + " came back with answer " + answer + " instead of " + to(expected)
                                + ": its target did not write it"
                        : "message " + request + " came back when " + expected
                                + " was due: one was lost, came twice, or overtook another");
    }
}
