package anax.bench.messages.locked;

import anax.bench.messages.fan.FanContestant;
import anax.bench.messages.fan.Web;
import anax.bench.messages.pair.Letter;

/// One Disruptor ring with many producers, and one with a single producer home for each sender.
///
/// Owner: as of [Web]. Allocates when made only. Spins; where processors are crowded it gives way. What a sender has is
/// claimed and published at once; the receiver goes through what has come.
public final class DisruptorWeb implements Web {
    private final DisruptorLane out;
    private final DisruptorLane[] back;

    /// Makes the rings.
    ///
    /// @param crowdedReceiver true if the receiver shares its processor
    /// @param crowdedSenders  true if senders share theirs
    public DisruptorWeb(int senders, boolean crowdedReceiver, boolean crowdedSenders) {
        int all = 2 * FanContestant.UNDER_WAY * senders;
        out = DisruptorLane.ofManySenders(Integer.highestOneBit(2 * all - 1), crowdedReceiver);
        back = new DisruptorLane[senders];
        for (int i = 0; i < senders; i++) {
            back[i] = new DisruptorLane(2 * FanContestant.UNDER_WAY, crowdedSenders);
        }
    }

    @Override
    public void send(int sender, Letter[] batch, int count) {
        long last = out.claim(count);
        long first = last - count + 1;
        for (int i = 0; i < count; i++) {
            out.entry(first + i).put(batch[i]);
        }
        out.publish(first, last);
    }

    @Override
    public int collect(int sender, Letter[] batch) throws InterruptedException {
        return take(back[sender], batch);
    }

    @Override
    public int receive(Letter[] batch) throws InterruptedException {
        return take(out, batch);
    }

    @Override
    public void answer(Letter letter) {
        DisruptorLane home = back[letter.sender()];
        long sequence = home.claim(1);
        home.entry(sequence).put(letter);
        home.publish(sequence, sequence);
    }

    @Override
    public void abort() {
        out.alert();
        for (DisruptorLane lane : back) {
            lane.alert();
        }
    }

    private static int take(DisruptorLane lane, Letter[] batch) throws InterruptedException {
        long from = lane.nextToReceive();
        long to = Math.min(lane.await(from), from + batch.length - 1);
        for (long sequence = from; sequence <= to; sequence++) {
            batch[(int) (sequence - from)] = lane.entry(sequence).letter();
        }
        lane.received(to);
        return (int) (to - from) + 1;
    }
}
