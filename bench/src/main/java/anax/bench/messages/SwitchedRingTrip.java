package anax.bench.messages;

import anax.bench.messages.pair.Letter;
import anax.bench.messages.pair.Letters;
import anax.bench.messages.pair.Pair;
import anax.bench.messages.pair.Relax;
import jdk.internal.vm.Continuation;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/// A synchronous round trip over two bare rings in which each end is a bare continuation that waits unmounted.
///
/// Owner: as of [Pair]. Allocates nothing once its stacks have their size. Spins.
///
/// It is [RingTrip] and one switch at each end: what remains of ours beyond it is scheduler, port and wake-up.
final class SwitchedRingTrip implements Pair {
    private static final int LOOKS = 1024;

    private final SpscVarHandleArrayQueue<Letter> out = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final SpscVarHandleArrayQueue<Letter> back = new SpscVarHandleArrayQueue<>(Letters.QUEUE);
    private final Continuation asking = new Continuation(Bare.SCOPE, this::ask);
    private final Answering answering = new Answering(back);
    private final int trips;
    private final Relax initiatorsRelax;
    private final Relax targetsRelax;
    private final Letter letter = new Letter();
    private volatile boolean ended;

    /// Makes the rings.
    ///
    /// @param trips how many are a burst
    SwitchedRingTrip(int trips, Relax initiatorsRelax, Relax targetsRelax) {
        this.trips = trips;
        this.initiatorsRelax = initiatorsRelax;
        this.targetsRelax = targetsRelax;
    }

    @Override
    public void begin() {
        ended = false;
        asking.run();
    }

    @Override
    public int initiate() {
        final Continuation mounted = asking;
        for (int i = 0; i < trips; i++) {
            awaitLetter();
            mounted.run();
        }
        return trips;
    }

    @Override
    public void finish() {
        awaitLetter();
        ended = true;
    }

    @Override
    public boolean answer() {
        final SpscVarHandleArrayQueue<Letter> from = out;
        final Relax relax = targetsRelax;
        for (int i = 0; i < LOOKS; i++) {
            Letter came = from.poll();
            if (came == null) {
                relax.pause();
            } else {
                answering.take(came);
            }
        }
        return !ended;
    }

    private void awaitLetter() {
        final SpscVarHandleArrayQueue<Letter> from = back;
        while (from.poll() == null) {
            initiatorsRelax.pause();
        }
    }

    /// The initiator's continuation: it leaves the processor while its letter is under way.
    private void ask() {
        long request = 0;
        while (true) {
            letter.ask(request);
            out.offer(letter);
            Continuation.yield(Bare.SCOPE);
            letter.check(request);
            request++;
        }
    }

    /// The target's continuation. Owner: the target's thread; an object of its own, so that the word through which
    /// it is given its letter lies on no cache line of the initiator's.
    private static final class Answering implements Runnable {
        private final SpscVarHandleArrayQueue<Letter> to;
        private final Continuation continuation = new Continuation(Bare.SCOPE, this);
        private final Letter[] inbox = new Letter[32];

        Answering(SpscVarHandleArrayQueue<Letter> to) {
            this.to = to;
        }

        void take(Letter came) {
            inbox[inbox.length / 2] = came;
            continuation.run();
        }

        @Override
        public void run() {
            while (true) {
                Letter came = inbox[inbox.length / 2];
                came.answer();
                to.offer(came);
                Continuation.yield(Bare.SCOPE);
            }
        }
    }
}
