package anax.runtime;

/// The tokens of one thread, in the order in which it took them.
///
/// Owner: the thread while it runs, its CPU's scheduler while it does not. Allocated with the thread's first token.
/// Never blocks but in [#acquire]. Bound: [#MOST].
final class TokenStack {
    /// The most tokens that a thread can have, each time counted that it took one.
    static final int MOST = 32;

    /// How often the scheduler fails in the order of taking before it tries in the order of making, in which two
    /// that want the same tokens cannot take them from each other for ever.
    private static final int FAILURES_IN_ORDER = 10;

    /// How often a thread looks whether it can have a token before it lets others run: about as long as somebody
    /// has it who does little with it.
    private static final int LOOKS = 6;

    /// The ways in which the thread has a token; the negative of one, for the last token only, if it waits for it
    /// so.
    private static final byte TOOK = 1, TOOK_SHARED = 2, AGAIN = 3, AGAIN_SHARED = 4;

    private final Lwkt thread;
    private final Token[] tokens = new Token[MOST];
    private final byte[] ways = new byte[MOST];
    private final int[] byNumber = new int[MOST];
    private int depth;
    private int failures;

    TokenStack(Lwkt thread) {
        this.thread = thread;
    }

    /// The stack of the running thread.
    ///
    /// @throws IllegalStateException if the caller is no thread of its own, as an entry of the crossbar
    static TokenStack ofRunning(Token token) {
        final Lwkt self = Lwkt.current();
        if (self.priority() == Priority.IDLE || self.cpu.isInIpi()) {
            throw new IllegalStateException(token + " was used in an entry of the crossbar or a hard section, where"
                    + " nobody may switch; send a message to a thread instead");
        }
        return self.tokens();
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /// Takes a token, however long that takes.
    void acquire(Token token, boolean shared) {
        final byte way = wayOf(token, shared);
        if (way >= AGAIN || tryTake(token, way)) {
            push(token, way);
            return;
        }
        final Cpu cpu = thread.cpu;
        cpu.counters().contended++;
        for (int look = 0; look < LOOKS; look++) {
            cpu.relax(look);
            cpu.beforeSharedAccess();
            if (take(token, way, depth)) {
                push(token, way);
                return;
            }
        }
        push(token, (byte) -way);
        thread.suspend(); // it stays scheduled, and whoever runs it has taken all
    }

    boolean tryAcquire(Token token) {
        final byte way = wayOf(token, false);
        if (way < AGAIN && !tryTake(token, way)) {
            return false;
        }
        push(token, way);
        return true;
    }

    void release(Token token) {
        if (depth == 0 || tokens[depth - 1] != token) {
            throw new IllegalStateException(token + " was released by " + thread + ", which "
                    + (depth == 0 ? "has no token" : "took " + tokens[depth - 1] + " last")
                    + "; release in the opposite order of taking, or swap before");
        }
        depth--;
        tokens[depth] = null;
        drop(token, ways[depth]);
    }

    void swap() {
        if (depth < 2) {
            throw new IllegalStateException(
                    thread + " swapped its last two tokens, but has " + depth + "; take two before");
        }
        final Token last = tokens[depth - 1];
        final Token other = tokens[depth - 2];
        if (last == other) {
            return;
        }
        final byte way = ways[depth - 1];
        tokens[depth - 1] = other;
        ways[depth - 1] = ways[depth - 2];
        tokens[depth - 2] = last;
        ways[depth - 2] = way;
    }

    /// Drops all tokens, the last one first: the thread leaves its processor.
    void dropAll() {
        for (int i = depth - 1; i >= 0; i--) {
            drop(tokens[i], ways[i]);
        }
    }

    /// Takes all tokens again, because the thread could not leave its processor; the one that it wanted then it
    /// does not get.
    void takeBack(Cpu cpu) {
        if (ways[depth - 1] < 0) {
            tokens[--depth] = null;
        }
        for (int turn = 0; !takeAll(cpu); turn++) {
            cpu.relax(turn);
        }
    }

    /// One try of the scheduler to take all tokens again, and the one that the thread waits for.
    ///
    /// @return false if it has none of them
    boolean takeAll(Cpu cpu) {
        cpu.beforeSharedAccess();
        final boolean inOrder = failures < FAILURES_IN_ORDER;
        if (!inOrder) {
            sort();
        }
        for (int i = 0; i < depth; i++) {
            final int at = inOrder ? i : byNumber[i];
            if (!take(tokens[at], (byte) Math.abs(ways[at]), depth - 1)) {
                for (int taken = i - 1; taken >= 0; taken--) {
                    final int back = inOrder ? taken : byNumber[taken];
                    drop(tokens[back], (byte) Math.abs(ways[back]));
                }
                failures = Math.min(failures + 1, FAILURES_IN_ORDER);
                cpu.counters().contended++;
                return false;
            }
        }
        failures = 0;
        if (depth != 0) {
            ways[depth - 1] = (byte) Math.abs(ways[depth - 1]);
        }
        return true;
    }

    /// Gives back what the thread has at its end.
    ///
    /// @return how many
    int releaseAll() {
        final int left = depth;
        dropAll();
        while (depth > 0) {
            tokens[--depth] = null;
        }
        return left;
    }

    /// How the thread would have the token: anew, or again.
    private byte wayOf(Token token, boolean shared) {
        if (depth == MOST) {
            throw new IllegalStateException(
                    token + " was taken by " + thread + ", which has " + MOST + " tokens already; release some");
        }
        byte way = shared ? TOOK_SHARED : TOOK;
        for (int i = 0; i < depth; i++) {
            if (tokens[i] == token && ways[i] == TOOK) {
                return AGAIN;
            }
            if (tokens[i] == token && ways[i] == TOOK_SHARED) {
                way = AGAIN_SHARED;
            }
        }
        if (way == AGAIN_SHARED && !shared) {
            throw new IllegalStateException(token + " was taken exclusively by " + thread + ", which has it shared: two"
                    + " that did so would wait for each other; release it before");
        }
        return way;
    }

    private boolean tryTake(Token token, byte way) {
        thread.cpu.beforeSharedAccess();
        return take(token, way, depth);
    }

    private static boolean take(Token token, byte way, int others) {
        return switch (way) {
            case TOOK -> token.tryTake();
            case TOOK_SHARED -> token.tryTakeShared(others == 0);
            default -> true;
        };
    }

    private static void drop(Token token, byte way) {
        if (way == TOOK) {
            token.drop();
        } else if (way == TOOK_SHARED) {
            token.dropShared();
        }
    }

    private void push(Token token, byte way) {
        tokens[depth] = token;
        ways[depth] = way;
        depth++;
    }

    /// Insertion sort: they are few, and mostly in order.
    private void sort() {
        for (int i = 0; i < depth; i++) {
            int at = i;
            while (at > 0 && tokens[byNumber[at - 1]].number() > tokens[i].number()) {
                byNumber[at] = byNumber[at - 1];
                at--;
            }
            byNumber[at] = i;
        }
    }
}
