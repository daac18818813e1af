package anax.bench.throughput.load;

/// The term that holds now, where all queues see it.
///
/// Owner: the harness's thread writes, any thread reads. Allocates nothing.
final class Terms {
    private volatile Term current = Term.IDLE;

    Term current() {
        return current;
    }

    void begin(Term term) {
        current = term;
    }
}
