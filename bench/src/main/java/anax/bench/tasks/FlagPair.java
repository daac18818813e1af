package anax.bench.tasks;

import anax.bench.messages.pair.Solo;

/// The floor: a field that says who is in, tested and set, something is written, and the field is cleared; another
/// thread that would look is not there.
///
/// Owner: one thread. Allocates when made.
final class FlagPair implements Solo {
    private static final int ROUNDS = 1024;

    private Object holder;
    private long state;

    FlagPair() {}

    @Override
    public int burst() {
        for (int i = 0; i < ROUNDS; i++) {
            enter();
            state++;
            leave();
        }
        return ROUNDS;
    }

    private void enter() {
        if (holder != null) {
            throw new IllegalStateException("somebody is in, after " + state + " writes");
        }
        holder = this;
    }

    private void leave() {
        if (holder != this) {
            throw new IllegalStateException("nobody is in, after " + state + " writes");
        }
        holder = null;
    }
}
