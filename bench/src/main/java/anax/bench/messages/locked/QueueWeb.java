package anax.bench.messages.locked;

import anax.bench.messages.fan.FanContestant;
import anax.bench.messages.fan.Web;
import anax.bench.messages.pair.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

/// One of the JDK's blocking queues for all senders, and one home for each.
///
/// Owner: as of [Web]. Allocates what the queue does. Blocks in `take`, after a number of looks; what came behind the
/// first letter is fetched with one `drainTo`.
public final class QueueWeb implements Web {
    private final BlockingQueue<Letter> out;
    private final List<BlockingQueue<Letter>> back = new ArrayList<>();
    private final List<List<Letter>> collected = new ArrayList<>();
    private final List<Letter> received = new ArrayList<>();
    private final int looks;

    private QueueWeb(BlockingQueue<Letter> out, List<? extends BlockingQueue<Letter>> back, int looks) {
        this.out = out;
        this.back.addAll(back);
        back.forEach(_ -> collected.add(new ArrayList<>()));
        this.looks = looks;
    }

    /// A web of `ArrayBlockingQueue`s.
    ///
    /// @param looks how often to look for a letter before blocking
    public static QueueWeb ofArrays(int senders, int looks) {
        List<ArrayBlockingQueue<Letter>> back = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            back.add(new ArrayBlockingQueue<>(2 * FanContestant.UNDER_WAY));
        }
        return new QueueWeb(new ArrayBlockingQueue<>(2 * FanContestant.UNDER_WAY * senders), back, looks);
    }

    /// A web of `LinkedTransferQueue`s.
    ///
    /// @param looks how often to look for a letter before blocking
    public static QueueWeb ofTransferQueues(int senders, int looks) {
        List<LinkedTransferQueue<Letter>> back = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            back.add(new LinkedTransferQueue<>());
        }
        return new QueueWeb(new LinkedTransferQueue<>(), back, looks);
    }

    @Override
    public void send(int sender, Letter[] batch, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            out.put(batch[i]);
        }
    }

    @Override
    public int collect(int sender, Letter[] batch) throws InterruptedException {
        return take(back.get(sender), collected.get(sender), batch);
    }

    @Override
    public int receive(Letter[] batch) throws InterruptedException {
        return take(out, received, batch);
    }

    @Override
    public void answer(Letter letter) throws InterruptedException {
        back.get(letter.sender()).put(letter);
    }

    private int take(BlockingQueue<Letter> queue, List<Letter> into, Letter[] batch) throws InterruptedException {
        Letter first = null;
        for (int i = 0; i < looks && first == null; i++) {
            Thread.onSpinWait();
            first = queue.poll();
        }
        batch[0] = first != null ? first : queue.take();
        into.clear();
        queue.drainTo(into, batch.length - 1);
        for (int i = 0; i < into.size(); i++) {
            batch[i + 1] = into.get(i);
        }
        return into.size() + 1;
    }
}
