package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;

/// An entry of a Disruptor's ring: it carries a letter, or word that the slice is over.
///
/// Owner: whoever the ring's sequences say. Allocated with the ring.
final class Envelope {
    private Letter letter;

    /// Puts a letter in; null says that the slice is over.
    void put(Letter letter) {
        this.letter = letter;
    }

    Letter letter() {
        return letter;
    }
}
