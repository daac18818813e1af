package anax.bench.messages;

import anax.bench.messages.pair.Solo;
import jdk.internal.vm.Continuation;

/// Two bare continuations that are mounted in turn: the floor of every thread switch.
///
/// Owner: one thread. Allocates nothing once its stacks have their size. An operation is one `run` and the `yield`
/// that ends it: out of one thread and into the next, without a scheduler that would choose it.
public final class ContinuationSwitch implements Solo {
    private static final int ROUNDS = 512;

    private final Counter one = new Counter();
    private final Counter other = new Counter();

    /// Makes the continuations.
    public ContinuationSwitch() {}

    @Override
    public int burst() {
        final Continuation first = one.continuation;
        final Continuation second = other.continuation;
        for (int i = 0; i < ROUNDS; i++) {
            first.run();
            second.run();
        }
        if (one.turns != other.turns) {
            throw new IllegalStateException("one continuation had " + one.turns + " turns, the other " + other.turns
                    + ": a switch went astray");
        }
        return 2 * ROUNDS;
    }

    /// Counts its turns, for ever. Owner: as of the class around it.
    private static final class Counter implements Runnable {
        private final Continuation continuation = new Continuation(Bare.SCOPE, this);
        private long turns;

        @Override
        public void run() {
            while (true) {
                turns++;
                Continuation.yield(Bare.SCOPE);
            }
        }
    }
}
