package anax.bench.messages.load;

import anax.bench.messages.pair.Letter;

/// One way for letters to get from one thread to another one.
///
/// Owner: two threads: [#receive] is the receiver's, the rest the sender's. Its bound is at most
/// [anax.bench.messages.pair.Letters#QUEUE] letters, by which the sender knows when a letter can be used again.
public interface Channel {

    /// Sends letters in their order, and wakes the receiver if need be; waits while there is no room.
    void send(Letter[] batch, int count) throws InterruptedException;

    /// The next letter; waits for it, or answers null if there is none yet.
    Letter receive() throws InterruptedException;

    /// How often the receiver was woken so far; 0 where it never sleeps, or where nobody can tell.
    default long kicks() {
        return 0;
    }

    /// How often a send has looked whether the receiver has to be woken, or woken it without a look.
    default long bells() {
        return 0;
    }
}
