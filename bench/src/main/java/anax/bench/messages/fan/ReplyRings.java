package anax.bench.messages.fan;

import anax.bench.messages.pair.Letter;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A ring home for each sender.
///
/// Owner: as of [Web]. Allocates when made only. Never blocks: all letters of a sender fit into its ring.
final class ReplyRings {
    private final SpscVarHandleArrayQueue<Letter>[] rings;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made in another way
    ReplyRings(int senders) {
        rings = new SpscVarHandleArrayQueue[senders];
        for (int i = 0; i < senders; i++) {
            rings[i] = new SpscVarHandleArrayQueue<>(2 * FanContestant.UNDER_WAY);
        }
    }

    int collect(int sender, Letter[] batch) {
        return take(rings[sender], batch);
    }

    void answer(Letter letter) {
        rings[letter.sender()].offer(letter);
    }

    static int take(SpscVarHandleArrayQueue<Letter> ring, Letter[] batch) {
        int count = 0;
        while (count < batch.length) {
            Letter letter = ring.poll();
            if (letter == null) {
                break;
            }
            batch[count++] = letter;
        }
        return count;
    }
}
