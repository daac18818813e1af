package anax.bench.messages.fan;

import anax.bench.messages.pair.Letter;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;

/// One JCTools queue for all senders, and a ring home for each.
///
/// Owner: as of [Web]. Allocates when made only. Never blocks: all letters fit into the queue.
public final class MpscWeb implements Web {
    private final MpscVarHandleArrayQueue<Letter> out;
    private final ReplyRings back;

    /// Makes the queue and the rings.
    public MpscWeb(int senders) {
        out = new MpscVarHandleArrayQueue<>(2 * FanContestant.UNDER_WAY * senders);
        back = new ReplyRings(senders);
    }

    @Override
    public void send(int sender, Letter[] batch, int count) {
        for (int i = 0; i < count; i++) {
            out.offer(batch[i]);
        }
    }

    @Override
    public int collect(int sender, Letter[] batch) {
        return back.collect(sender, batch);
    }

    @Override
    public int receive(Letter[] batch) {
        int count = 0;
        while (count < batch.length) {
            Letter letter = out.poll();
            if (letter == null) {
                break;
            }
            batch[count++] = letter;
        }
        return count;
    }

    @Override
    public void answer(Letter letter) {
        back.answer(letter);
    }
}
