package anax.bench.tasks;

import anax.runtime.Lwkt;
import anax.runtime.Token;

/// Updates of a number that several CPUs change under a token.
///
/// Owner: as of [Work]; the number is the token's. Allocates when made.
final class TokenUpdates implements Work {
    private static final int ROUNDS = 256;

    private final Shared shared;
    private long own;

    /// The number. Owner: who has the token.
    static final class Shared {
        private final Token token = new Token("number");
        private long number;
    }

    TokenUpdates(Shared shared) {
        this.shared = shared;
    }

    @Override
    public int burst() {
        for (int i = 0; i < ROUNDS; i++) {
            shared.token.acquire();
            shared.number++;
            shared.token.release();
        }
        own += ROUNDS;
        Lwkt.checkpoint();
        return ROUNDS;
    }

    @Override
    public void finish() {
        shared.token.acquire();
        final long number = shared.number;
        shared.token.release();
        if (number < own) {
            throw new IllegalStateException(
                    "a token let " + (own - number) + " of " + own + " updates of one thread get lost");
        }
    }
}
