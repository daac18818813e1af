package anax.bench.messages.load;

import anax.bench.measure.Contestant;
import anax.bench.measure.Role;
import anax.bench.measure.Setting;
import anax.bench.measure.Slice;
import anax.bench.messages.pair.Crew;
import anax.bench.messages.pair.Duty;
import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.LetterStream;
import anax.bench.messages.pair.Placement;
import anax.bench.messages.pair.Relax;
import anax.bench.messages.pair.ThreadKind;
import anax.runtime.clock.Clock;
import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Two pinned Java threads: one sends letters at a given rate, the other one notes when they come.
///
/// Owner: as of [Contestant]. Allocates when it starts.
public final class PacedThreads implements Contestant {
    private static final int CPUS = 2;

    private final String design;
    private final Role role;
    private final Pacing pacing;
    private final boolean timed;
    private final Function<Placement, Channel> way;
    private final Placement placement;
    private final Crew crew;
    private final Slice unmeasured = new Slice();
    private Sender sender;
    private Receiver receiver;
    private boolean warm;

    /// Makes a contestant.
    ///
    /// @param timed whether latencies are noted, which costs a reading of the clock for each letter
    /// @param way   makes the channel, when it starts
    public PacedThreads(
            String design, Role role, Setting setting, Pacing pacing, boolean timed, Function<Placement, Channel> way) {
        this.design = design;
        this.role = role;
        this.pacing = pacing;
        this.timed = timed;
        this.way = way;
        placement = new Placement(setting, setting.topology().oversubscribedBy(CPUS));
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
        Channel channel = way.apply(placement);
        Letter end = new Letter();
        sender = new Sender(channel, end, placement.clock(), placement.relax());
        receiver = new Receiver(sender, end, timed ? Slice.newHistogram() : null, placement.relax());
        crew.add(0, sender);
        crew.add(1, receiver);
        crew.start();
    }

    @Override
    public void prepare() throws InterruptedException {
        if (!warm) {
            sender.pacing = Pacing.WARM_UP;
            for (int i = 0; i < Pacing.WARM_UP_WINDOWS; i++) {
                crew.run(Pacing.WARM_UP_NS, unmeasured);
            }
            warm = true;
        }
        sender.pacing = pacing;
    }

    @Override
    public void run(long sliceNs, Slice slice) throws InterruptedException {
        crew.run(sliceNs, slice);
        slice.addWindow(sender.sent, sender.windowNs);
        slice.addWakeUps(sender.kicks);
        slice.addBells(sender.bells);
        if (timed) {
            slice.addLatencies(receiver.latencies);
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

    /// Sends what is due. Owner: its thread; the receiver reads `pacing` and `startNs`, which the channel
    /// publishes, the harness the rest after the slice.
    private static final class Sender implements Duty {
        private final Channel channel;
        private final Letter end;
        private final Clock clock;
        private final Relax relax;
        private final Letter[] letters = new Letter[LetterStream.LETTERS];
        private final Letter[] batch = new Letter[Pacing.BATCH];
        private Pacing pacing;
        private long startNs;
        private long sent;
        private long windowNs;
        private long kicks;
        private long bells;

        Sender(Channel channel, Letter end, Clock clock, Relax relax) {
            this.channel = channel;
            this.end = end;
            this.clock = clock;
            this.relax = relax;
            for (int i = 0; i < letters.length; i++) {
                letters[i] = new Letter();
            }
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            long kicksBefore = channel.kicks();
            long bellsBefore = channel.bells();
            sent = 0;
            startNs = clock.nowNs();
            long elapsedNs = 0;
            do {
                sendDue(elapsedNs);
                elapsedNs = clock.nowNs() - startNs;
            } while (pacing.goesOn(elapsedNs, sliceNs, sent));
            windowNs = elapsedNs;
            kicks = channel.kicks() - kicksBefore;
            bells = channel.bells() - bellsBefore;
            batch[0] = end;
            channel.send(batch, 1);
        }

        private void sendDue(long elapsedNs) throws InterruptedException {
            int count = (int) Math.min(pacing.dueBy(elapsedNs) - sent, batch.length);
            if (count <= 0) {
                relax.pause();
                return;
            }
            for (int i = 0; i < count; i++) {
                Letter letter = letters[(int) sent & letters.length - 1];
                letter.ask(sent++);
                batch[i] = letter;
            }
            channel.send(batch, count);
        }
    }

    /// Takes what comes, and notes how late it is. Owner: its thread; the harness reads the latencies after the
    /// slice.
    private static final class Receiver implements Duty {
        private final Sender sender;
        private final Letter end;
        private final Histogram latencies; // null if they are not noted
        private final Relax relax;
        private long came;

        Receiver(Sender sender, Letter end, Histogram latencies, Relax relax) {
            this.sender = sender;
            this.end = end;
            this.latencies = latencies;
            this.relax = relax;
        }

        @Override
        public void prepare() {
            came = 0;
            if (latencies != null) {
                latencies.reset();
            }
        }

        @Override
        public void work(long sliceNs) throws InterruptedException {
            Letter letter;
            while ((letter = sender.channel.receive()) != end) {
                if (letter == null) {
                    relax.pause();
                } else {
                    take(letter);
                }
            }
        }

        private void take(Letter letter) {
            letter.arrive(came);
            if (latencies != null) {
                long dueNs = sender.startNs + sender.pacing.dueAtNs(came);
                latencies.recordValue(Math.clamp(sender.clock.nowNs() - dueNs, 0, Slice.MAX_LATENCY_NS));
            }
            came++;
        }
    }
}
