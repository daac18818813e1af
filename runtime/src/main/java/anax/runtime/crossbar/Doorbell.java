package anax.runtime.crossbar;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The word that says whether a CPU is parked, and the two fences that make a wake-up impossible to lose.
///
/// Owner: the CPU that it wakes, which alone calls [#announcePark] and [#cancelPark]; any thread may [#ring].
/// Allocates nothing, never blocks. The package page shows the race that the fences close.
@SuppressWarnings("unused") // padding, and a word that is only reached through PARKED
public final class Doorbell extends CacheLinePadding {
    private static final VarHandle PARKED;

    static {
        try {
            PARKED = MethodHandles.lookup().findVarHandle(Doorbell.class, "parked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int parked;

    // The JVM lays bytes out behind the wider fields, so these keep the words above off the next object's line.
    private byte t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15;
    private byte t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31;
    private byte t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42, t43, t44, t45, t46, t47;
    private byte t48, t49, t50, t51, t52, t53, t54, t55, t56, t57, t58, t59, t60, t61, t62, t63;

    /// Makes the bell of a CPU that is awake.
    public Doorbell() {}

    /// Says that the owner will park unless it finds work when it looks once more, which it must do after this
    /// call.
    public void announcePark() {
        parkedVolatile(1);
        // A volatile store is a full fence on x86 only by the way HotSpot compiles it; the protocol asks for one by
        // name.
        VarHandle.fullFence();
    }

    /// Says that the owner is awake, whether somebody woke it or it found work by itself.
    public void cancelPark() {
        parkedVolatile(0);
    }

    /// True while the owner is, or is about to be, parked and nobody has taken it upon himself to wake it.
    public boolean isParked() {
        return (int) PARKED.getVolatile(this) != 0;
    }

    /// Makes what the caller published before visible to the owner, if need be by waking it.
    ///
    /// @return true if the caller must now wake the owner; of any number of callers exactly one is told so
    public boolean ring() {
        VarHandle.fullFence();
        return parkedOpaque() != 0 && parkedGetAndSet(0) != 0;
    }

    private int parkedOpaque() {
        return (int) PARKED.getOpaque(this);
    }

    private void parkedVolatile(int value) {
        PARKED.setVolatile(this, value);
    }

    private int parkedGetAndSet(int value) {
        return (int) PARKED.getAndSet(this, value);
    }
}
