package anax.bench.messages.fan;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.Relax;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A contestant of several sending threads, on all CPUs but the first, and one receiving thread on that.
///
/// Owner: as of [Contestant]. Allocates when it starts.
public final class FanContestant implements Contestant {
    /// How many letters each sender has under way.
    public static final int UNDER_WAY = 64;

    private final String design;
    private final Role role;
    private final Setting setting;
    private final int senderCount;
    private final Function<Placement, Web> way;
    private final Placement placement;
    private final Crew crew;
    private final List<Sender> senders = new ArrayList<>();

    /// Makes a contestant.
    ///
    /// @param senders how many; they go round the CPUs
    /// @param way     makes the web, when it starts
    public FanContestant(String design, Role role, Setting setting, int senders, Function<Placement, Web> way) {
        this.design = design;
        this.role = role;
        this.setting = setting;
        this.senderCount = senders;
        this.way = way;
        placement = new Placement(setting, senders > setting.cpus() - 1);
        crew = new Crew(design, ThreadKind.PLATFORM, placement);
    }

    @Override
    public String design() {
        return design;
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public void start() {
        Web web = way.apply(placement);
        Letter end = new Letter();
        crew.add(0, new Receiver(web, end, senderCount, new Relax(setting.isOversubscribed())));
        for (int i = 0; i < senderCount; i++) {
            Sender sender = new Sender(i, web, end, placement.clock(), placement.relax());
            senders.add(sender);
            crew.add(1 + i % (setting.cpus() - 1), sender);
        }
        crew.start();
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        for (Sender sender : senders) {
            slice.addWindow(sender.operations, sender.windowNs);
        }
    }

    @Override
    public void stop() {
        crew.stop();
    }

    @Override
    public List<String> notes() {
        return placement.refusals();
    }

    /// Sends, checks what comes home, and measures. Owner: its thread; the harness reads the window after the
    /// slice.
    private static final class Sender implements Duty {
        private static final int BURST = 512;

        private final int index;
        private final Web web;
        private final Letter end;
        private final Clock clock;
        private final Relax relax;
        private final Letters letters;
        private final Letter[] batch = new Letter[Letters.BATCH];
        private long operations;
        private long windowNs;

        Sender(int index, Web web, Letter end, Clock clock, Relax relax) {
            this.index = index;
            this.web = web;
            this.end = end;
            this.clock = clock;
            this.relax = relax;
            letters = new Letters(index, UNDER_WAY);
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            for (int i = 0; i < letters.count(); i++) {
                batch[0] = letters.first(i);
                web.send(index, batch, 1);
            }
            long count = 0;
            long start = clock.nowNs();
            long now;
            do {
                count += burst();
                now = clock.nowNs();
            } while (now - start < sliceNs);
            operations = count;
            windowNs = now - start;
            finish();
        }

        private int burst() throws InterruptedException {
            int done = 0;
            while (done < BURST) {
                int came = web.collect(index, batch);
                if (came == 0) {
                    relax.pause();
                    continue;
                }
                for (int i = 0; i < came; i++) {
                    letters.turnRound(batch[i]);
                }
                web.send(index, batch, came);
                done += came;
            }
            return done;
        }

        private void finish() throws InterruptedException {
            while (!letters.allAtHome()) {
                int came = web.collect(index, batch);
                if (came == 0) {
                    relax.pause();
                }
                for (int i = 0; i < came; i++) {
                    letters.bringHome(batch[i]);
                }
            }
            batch[0] = end;
            web.send(index, batch, 1);
        }

        @Override
        public void abort() {
            web.abort();
        }
    }

    /// Writes what comes and sends it home, until each sender has said that it ends. Owner: its thread.
    private static final class Receiver implements Duty {
        private final Web web;
        private final Letter end;
        private final int senders;
        private final Relax relax;
        private final Letter[] batch = new Letter[Letters.BATCH];

        Receiver(Web web, Letter end, int senders, Relax relax) {
            this.web = web;
            this.end = end;
            this.senders = senders;
            this.relax = relax;
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            int ended = 0;
            while (ended < senders) {
                ended += takeBatch();
            }
        }

        /// A batch of work.
        ///
        /// @return how many senders have said in it that they end
        private int takeBatch() throws InterruptedException {
            int came = web.receive(batch);
            if (came == 0) {
                relax.pause();
            }
            int ended = 0;
            for (int i = 0; i < came; i++) {
                Letter letter = batch[i];
                if (letter == end) {
                    ended++;
                } else {
                    letter.answer();
                    web.answer(letter);
                }
            }
            return ended;
        }

        @Override
        public void abort() {
            web.abort();
        }
    }
}
