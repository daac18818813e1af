package anax.bench.messages.fan;

import anax.bench.messages.pair.Letter;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// The floor: a bare ring from each sender, which the receiver looks at in turn, and one home.
///
/// Owner: as of [Web]. Allocates when made only. Never blocks.
public final class RingWeb implements Web {
    private final SpscVarHandleArrayQueue<Letter>[] out;
    private final ReplyRings back;
    private int turn; // the receiver's: whose ring it looks at next

    /// Makes the rings.
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made in another way
    public RingWeb(int senders) {
        out = new SpscVarHandleArrayQueue[senders];
        for (int i = 0; i < senders; i++) {
            out[i] = new SpscVarHandleArrayQueue<>(2 * FanContestant.UNDER_WAY);
        }
        back = new ReplyRings(senders);
    }

    @Override
    public void send(int sender, Letter[] batch, int count) {
        for (int i = 0; i < count; i++) {
            out[sender].offer(batch[i]);
        }
    }

    @Override
    public int collect(int sender, Letter[] batch) {
        return back.collect(sender, batch);
    }

    @Override
    public int receive(Letter[] batch) {
        turn = turn + 1 == out.length ? 0 : turn + 1;
        return ReplyRings.take(out[turn], batch);
    }

    @Override
    public void answer(Letter letter) {
        back.answer(letter);
    }
}
