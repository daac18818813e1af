package anax.bench.messages.locked;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import java.util.concurrent.LinkedTransferQueue;

/// An asynchronous exchange over two `LinkedTransferQueue`s, one out and one back.
///
/// Owner: as of [Pair]. Allocates a node for each letter. Blocks in `take`, after a spin.
///
/// The queue takes no lock, so letters are received one by one; whoever finds none looks again for a moment with
/// `poll` before he blocks.
public final class LinkedTransferQueueFlow implements Pair {
    private final LinkedTransferQueue<Letter> out = new LinkedTransferQueue<>();
    private final LinkedTransferQueue<Letter> back = new LinkedTransferQueue<>();
    private final Letters letters = new Letters();
    private final Letter end = new Letter();
    private final int looks;

    /// Makes the queues and the letters.
    ///
    /// @param looks how often to look for a letter before blocking
    public LinkedTransferQueueFlow(int looks) {
        this.looks = looks;
    }

    @Override
    public void begin() {
        for (int i = 0; i < Letters.UNDER_WAY; i++) {
            out.put(letters.first(i));
        }
    }

    @Override
    public int initiate() throws InterruptedException {
        for (int i = 0; i < Limits.MESSAGES; i++) {
            Letter letter = receive(back);
            letters.turnRound(letter);
            out.put(letter);
        }
        return Limits.MESSAGES;
    }

    @Override
    public void finish() throws InterruptedException {
        while (!letters.allAtHome()) {
            letters.bringHome(receive(back));
        }
        out.put(end);
    }

    @Override
    public boolean answer() throws InterruptedException {
        for (int i = 0; i < Limits.MESSAGES; i++) {
            Letter letter = receive(out);
            if (letter == end) {
                return false;
            }
            letter.answer();
            back.put(letter);
        }
        return true;
    }

    private Letter receive(LinkedTransferQueue<Letter> queue) throws InterruptedException {
        for (int i = 0; i < looks; i++) {
            Letter letter = queue.poll();
            if (letter != null) {
                return letter;
            }
            Thread.onSpinWait();
        }
        return queue.take();
    }
}
