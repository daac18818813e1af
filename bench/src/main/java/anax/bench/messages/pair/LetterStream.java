package anax.bench.messages.pair;

/// Letters that go one way, and both ends' accounts of them.
///
/// Owner: [#next] and [#end] are the initiator's, the rest the target's. Allocates when made only. Never blocks.
///
/// There are many more letters than a queue of [Letters#QUEUE] and two batches hold, so by the time that a letter's
/// turn comes again, the queue's bound says that it has arrived.
public final class LetterStream {
    /// How many there are: a power of two.
    public static final int LETTERS = 1024;

    private static final long OPEN = -1;

    private final Letter[] all = new Letter[LETTERS];
    private final HotLong next = new HotLong();
    private final HotLong due = new HotLong();
    private volatile long total;

    /// Makes the letters.
    public LetterStream() {
        for (int i = 0; i < LETTERS; i++) {
            all[i] = new Letter();
        }
    }

    /// Begins a slice, before the target looks.
    public void begin() {
        total = OPEN;
    }

    /// The next letter to send.
    public Letter next() {
        long number = next.getAndIncrement();
        Letter letter = all[(int) number & LETTERS - 1];
        letter.ask(number);
        return letter;
    }

    /// Says that no more letters will be sent in this slice.
    public void end() {
        total = next.get();
    }

    /// Checks a letter that has come.
    public void arrived(Letter letter) {
        letter.arrive(due.getAndIncrement());
    }

    /// True if all letters of the slice have come.
    public boolean isOver() {
        return total == due.get();
    }
}
