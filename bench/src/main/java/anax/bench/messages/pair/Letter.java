package anax.bench.messages.pair;

/// A message: a question that the initiator writes, and an answer that the target writes.
///
/// Owner: whoever holds it; it is handed over by a queue, which makes what was written visible. Allocates nothing.
public final class Letter {
    private final int sender;
    private long request;
    private long answer;

    /// Makes a letter that asks nothing yet.
    public Letter() {
        this(0);
    }

    /// Makes a letter of one of several initiators.
    public Letter(int sender) {
        this.sender = sender;
    }

    /// Whose it is.
    public int sender() {
        return sender;
    }

    /// Writes the question; the initiator's.
    public void ask(long request) {
        this.request = request;
    }

    /// Reads the question and writes the answer; the target's.
    public void answer() {
        answer = Answer.to(request);
    }

    /// Reads a letter that is not answered; the target's.
    ///
    /// @throws IllegalStateException if it is not the letter that is due
    public void arrive(long expected) {
        if (request != expected) {
            throw new IllegalStateException("message " + request + " came when " + expected
                    + " was due: one was lost, came twice, or overtook another");
        }
    }

    /// Reads what came back; the initiator's.
    ///
    /// @throws IllegalStateException if it is not the letter that is due, or not written by its target
    public void check(long expected) {
        Answer.check(expected, request, answer);
    }
}
