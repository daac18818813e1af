package anax.bench.messages.fan;

import anax.bench.messages.pair.Letter;

/// How letters travel from several senders to one receiver, and back to each.
///
/// Owner: several threads: [#send] and [#collect] are the sender's that they name, the others the receiver's. Allocates
/// when made, and while it works only if what it stands for does.
public interface Web {

    /// Sends letters to the receiver, in their order; waits while there is no room.
    void send(int sender, Letter[] batch, int count) throws InterruptedException;

    /// Takes what has come home; waits until there is something, or answers 0.
    ///
    /// @return how many letters
    int collect(int sender, Letter[] batch) throws InterruptedException;

    /// Takes what has come from the senders; waits until there is something, or answers 0.
    ///
    /// @return how many letters
    int receive(Letter[] batch) throws InterruptedException;

    /// Sends one letter home to its sender.
    void answer(Letter letter) throws InterruptedException;

    /// Frees a party that waits in a way that an interrupt does not end; any thread, after a failure.
    default void abort() {}
}
