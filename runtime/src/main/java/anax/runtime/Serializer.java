package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A lock that a thread keeps while it blocks: for devices and the like, which one thread at a time may work with,
/// whatever it waits for meanwhile.
///
/// Owner: nobody; threads of any CPU enter it, by an atomic step on a word that they share. Allocates nothing, but
/// where threads of other CPUs are woken. Not recursive. Who finds it taken sleeps; who wakes tries again, so there
/// is no order among them. After DragonFly's kern/lwkt_serialize.c.
///
/// **Its handler.** An interrupt handler of the same device runs under it too: one on a thread by [#handle], a fast
/// one, which may not wait, by [#tryHandle]. Whoever holds the serializer may switch the handler off for a time: then
/// both do nothing.
@SuppressWarnings("UnusedVariable") // the word is touched through STATE only
public final class Serializer {
    private static final int HELD = 1, WAITED = 2, HANDLER_OFF = 4;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Serializer.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private int state;
    private Lwkt holder; // of those who compare it with themselves, each sees what itself wrote last

    /// Makes one in which nobody is.
    ///
    /// @param name what people call it
    public Serializer(String name) {
        this.name = name;
    }

    /// Enters it, and waits while somebody else is in.
    ///
    /// @throws IllegalStateException if the caller is in already
    public void enter() {
        final Lwkt self = Lwkt.current();
        if (holder == self) {
            throw new IllegalStateException(self + " entered " + this + " twice; it is not recursive");
        }
        Cpu.current().beforeSharedAccess();
        if (!tryTake()) {
            sleepUntilTaken();
        }
        holder = self;
    }

    /// Enters it if nobody is in.
    ///
    /// @return false if somebody is
    public boolean tryEnter() {
        final Lwkt self = Lwkt.current();
        Cpu.current().beforeSharedAccess();
        if (!tryTake()) {
            return false;
        }
        holder = self;
        return true;
    }

    /// Leaves it, and wakes who waits.
    ///
    /// @throws IllegalStateException if the caller is not in
    public void exit() {
        refuseUnlessHeld("left");
        holder = null;
        Cpu.current().beforeSharedAccess();
        if ((stateAnd(HANDLER_OFF) & WAITED) != 0) {
            Sleepers.wakeup(this);
        }
    }

    /// Has [#handle] and [#tryHandle] do their work again. For who is in.
    ///
    /// @throws IllegalStateException if the caller is not in
    public void enableHandler() {
        refuseUnlessHeld("enabled the handler of");
        stateAnd(~HANDLER_OFF);
    }

    /// Has [#handle] and [#tryHandle] do nothing. For who is in.
    ///
    /// @throws IllegalStateException if the caller is not in
    public void disableHandler() {
        refuseUnlessHeld("disabled the handler of");
        stateOr(HANDLER_OFF);
    }

    /// Runs the handler inside of it, unless the handler is disabled. For threads, which wait for it.
    public void handle(Runnable handler) {
        if (isHandlerOff()) {
            return;
        }
        enter();
        try {
            if (!isHandlerOff()) { // it was, while this waited
                handler.run();
            }
        } finally {
            exit();
        }
    }

    /// Runs the handler inside of it, if that can be done at once. For fast handlers, which may not wait: the
    /// handler may neither block nor switch.
    ///
    /// @return false if somebody is in, so that it has to be tried again; true if the handler ran or is disabled
    public boolean tryHandle(Runnable handler) {
        if (isHandlerOff()) {
            return true;
        }
        if (!tryEnter()) {
            return false;
        }
        try {
            handler.run();
        } finally {
            exit();
        }
        return true;
    }

    /// What people call it.
    @Override
    public String toString() {
        return "serializer " + name;
    }

    private void sleepUntilTaken() {
        while (true) {
            Sleepers.interlock(this); // from here on an exit wakes this thread
            Cpu.current().beforeSharedAccess();
            if ((stateOr(HELD | WAITED) & HELD) == 0) { // it is ours, and looks waited for, which costs one wake-up
                Sleepers.cancel();
                return;
            }
            Sleepers.sleep("serializer");
        }
    }

    private boolean tryTake() {
        final int seen = stateAcquire();
        return (seen & HELD) == 0 && stateCompareAndSet(seen, seen | HELD);
    }

    private void refuseUnlessHeld(String what) {
        if (holder != Lwkt.current()) {
            throw new IllegalStateException(
                    Lwkt.current() + " " + what + " " + this + " without being in; enter it before");
        }
    }

    private boolean isHandlerOff() {
        return (stateAcquire() & HANDLER_OFF) != 0;
    }

    private int stateAcquire() {
        return (int) STATE.getAcquire(this);
    }

    private boolean stateCompareAndSet(int expected, int value) {
        return STATE.compareAndSet(this, expected, value);
    }

    private int stateAnd(int mask) {
        return (int) STATE.getAndBitwiseAnd(this, mask);
    }

    private int stateOr(int bits) {
        return (int) STATE.getAndBitwiseOr(this, bits);
    }
}
