package anax.bench.messages.pair;

/// The letters of an asynchronous exchange, and the initiator's account of them.
///
/// Owner: the initiator. Allocates when made only. Never blocks.
///
/// Queues keep the order and there is one target, so letters come back in the order in which they went out. One
/// that is lost, or comes twice, is then one that comes when another is due.
public final class Letters {
    /// How many are under way at any time.
    public static final int UNDER_WAY = 128;

    /// How many a party takes in at a time at most.
    public static final int BATCH = 32;

    /// The bound of queues that have one: all letters fit, so a send never has to wait.
    public static final int QUEUE = 256;

    private final Letter[] all;
    private final HotLong next = new HotLong();
    private final HotLong due = new HotLong();

    /// Makes letters that are all at home.
    public Letters() {
        this(0, UNDER_WAY);
    }

    /// Makes the letters of one of several initiators.
    ///
    /// @param sender which one
    /// @param count  how many will be under way
    public Letters(int sender, int count) {
        all = new Letter[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Letter(sender);
        }
    }

    /// How many there are.
    public int count() {
        return all.length;
    }

    /// One of the letters, with the next question in it: to send out when a slice begins.
    ///
    /// @param index below [#count], each once, while all are at home
    public Letter first(int index) {
        Letter letter = all[index];
        letter.ask(next.getAndIncrement());
        return letter;
    }

    /// Checks a letter that came back and writes the next question into it.
    public void turnRound(Letter letter) {
        letter.check(due.getAndIncrement());
        letter.ask(next.getAndIncrement());
    }

    /// Checks a letter that came back and stays.
    public void bringHome(Letter letter) {
        letter.check(due.getAndIncrement());
    }

    /// True if none is under way.
    public boolean allAtHome() {
        return due.get() == next.get();
    }
}
