package anax.bench.designs.locked;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word of a guard: odd while somebody is in, and never twice the same when it is even.
abstract class GuardWord extends GuardPadding {
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(GuardWord.class, "word", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // by the handle only
    private long word;

    final long wordAcquire() {
        return (long) WORD.getAcquire(this);
    }

    final long wordOpaque() {
        return (long) WORD.getOpaque(this);
    }

    final boolean compareAndSetWord(long expected, long next) {
        return WORD.compareAndSet(this, expected, next);
    }

    final long wordPlain() {
        return (long) WORD.get(this);
    }

    final void wordRelease(long next) {
        WORD.setRelease(this, next);
    }
}
