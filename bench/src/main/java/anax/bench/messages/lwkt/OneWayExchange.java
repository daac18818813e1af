package anax.bench.messages.lwkt;

import anax.bench.messages.pair.LetterStream;
import anax.runtime.Cpu;
import anax.runtime.Ipi;
import anax.runtime.Lwkt;
import anax.runtime.Port;
import anax.runtime.ThreadPort;
import java.util.concurrent.atomic.AtomicLong;

/// Entries of the crossbar that go one way: what the runtime itself sends where nothing is answered.
///
/// Owner: as of [Exchange]; what [Arrivals] counts is the target CPU's. Allocates when made. A message of a port always
/// comes back, as its own reply; one way there are only entries, each used again when the lane's bound says that it
/// must have run.
final class OneWayExchange implements Exchange {
    private static final int MESSAGES = 2048;

    private final Arrivals arrivals = new Arrivals();
    private final Numbered[] entries = new Numbered[LetterStream.LETTERS];
    private Cpu target;
    private long next;

    OneWayExchange() {
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Numbered(arrivals);
        }
    }

    @Override
    public void begin(Port answering) {
        target = ((ThreadPort) answering).owner().cpu();
    }

    @Override
    public int initiate() {
        final Cpu from = Cpu.current(); // this thread blocks nowhere in the burst, so it stays there
        final Cpu to = target;
        long number = next;
        for (int i = 0; i < MESSAGES; i++) {
            Numbered entry = entries[(int) number & entries.length - 1];
            entry.number = number++;
            from.send(to, entry);
        }
        next = number;
        return MESSAGES;
    }

    @Override
    public void finish() {
        while (arrivals.seen.get() != next) {
            if (arrivals.wrong != null) {
                throw new IllegalStateException(arrivals.wrong);
            }
            Lwkt.checkpoint();
            Thread.onSpinWait();
        }
    }

    /// What came, in its order. Owner: the target CPU; the initiator reads what `seen` publishes.
    private static final class Arrivals {
        private final AtomicLong seen = new AtomicLong();
        private volatile String wrong;

        void add(long number) {
            long due = seen.getPlain();
            if (number != due) {
                wrong = "entry " + number + " came when " + due + " was due: one was lost, came twice, or overtook"
                        + " another";
            }
            seen.lazySet(due + 1);
        }
    }

    /// An entry. Owner: as of [Ipi].
    private static final class Numbered extends Ipi {
        private final Arrivals arrivals;
        private long number;

        Numbered(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        protected void run(Cpu cpu) {
            arrivals.add(number);
        }
    }
}
