package anax.bench.designs.locked;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word of a guard: odd while somebody is in, and never twice the same when it is even.
///
/// Owner: nobody; any thread may touch it by the accesses below, which a simulation stops at. As long as nobody
/// overrides them the compiler puts them in place.
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

    long wordAcquire() {
        return (long) WORD.getAcquire(this);
    }

    long wordOpaque() {
        return (long) WORD.getOpaque(this);
    }

    boolean compareAndSetWord(long expected, long next) {
        return WORD.compareAndSet(this, expected, next);
    }

    long wordPlain() {
        return (long) WORD.get(this);
    }

    void wordRelease(long next) {
        WORD.setRelease(this, next);
    }
}
