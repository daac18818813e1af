package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The twin of [anax.runtime.crossbar.Doorbell]: each of its steps with and without what makes it safe.
///
/// Owner: as the real one.
final class UnfencedDoorbell {
    private static final VarHandle PARKED;

    static {
        try {
            PARKED = MethodHandles.lookup().findVarHandle(UnfencedDoorbell.class, "parked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // reached through PARKED
    private int parked;

    void announcePark() {
        PARKED.setVolatile(this, 1);
        VarHandle.fullFence();
    }

    void announceParkUnfenced() {
        PARKED.setRelease(this, 1); // a volatile store would bring the fence along
    }

    boolean ring() {
        VarHandle.fullFence();
        return ringUnfenced();
    }

    boolean ringUnfenced() {
        return (int) PARKED.getOpaque(this) != 0 && (int) PARKED.getAndSet(this, 0) != 0;
    }

    boolean ringWithoutSwap() {
        VarHandle.fullFence();
        if ((int) PARKED.getVolatile(this) == 0) {
            return false;
        }
        PARKED.setVolatile(this, 0);
        return true;
    }
}
