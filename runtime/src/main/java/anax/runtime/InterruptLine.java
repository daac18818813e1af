package anax.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// One source of interrupts of one CPU. Raising it has the CPU serve it at its next poll point.
///
/// Owner: its CPU; any thread may [#raise]. Allocates nothing. Raised many times before it is served, it is served
/// once: what there is to do must be found where the device keeps it, not counted here.
public final class InterruptLine extends Ipi {
    private static final VarHandle UNDER_WAY;

    static {
        try {
            UNDER_WAY = MethodHandles.lookup().findVarHandle(InterruptLine.class, "underWay", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Cpu cpu;
    private final String name;
    private final long bit;
    private final Runnable handler;
    private final InterruptThread thread;

    @SuppressWarnings("unused") // reached through UNDER_WAY
    private int underWay; // 1 from a raise elsewhere until the CPU begins to serve it

    InterruptLine(Cpu cpu, String name, long bit, Runnable handler, InterruptThread thread) {
        this.cpu = cpu;
        this.name = name;
        this.bit = bit;
        this.handler = handler;
        this.thread = thread;
    }

    /// Has the CPU serve the line. Any thread may call: on the CPU itself a bit is set, from another CPU an entry
    /// crosses unless one is under way, and an ordinary thread hands one to the CPU's inbox.
    ///
    /// @throws IllegalStateException if an ordinary thread calls and the machine is stopped
    public void raise() {
        final Cpu here = Cpu.currentOrNull();
        if (here == cpu) {
            cpu.interrupts().setPending(this);
            return;
        }
        if (here != null) {
            here.beforeSharedAccess();
        }
        if (underWayGetAndSet(1) == 0) {
            raiseFromElsewhere(here);
        }
    }

    private void raiseFromElsewhere(Cpu here) {
        try {
            if (here != null && here.machine() == cpu.machine()) {
                here.send(cpu, this);
            } else {
                cpu.machine().submit(cpu, this);
            }
        } catch (IllegalStateException refused) {
            underWayGetAndSet(0); // nothing is under way, so the next raise must try again
            throw refused;
        }
    }

    /// The CPU that serves it.
    public Cpu cpu() {
        return cpu;
    }

    /// What people call it.
    public String name() {
        return name;
    }

    @Override
    protected void run(Cpu here) {
        cpu.interrupts().setPending(this);
    }

    /// Opens the line for the next raise; before the handler looks at its device, so that nothing is missed.
    void accept() {
        cpu.beforeSharedAccess();
        underWayGetAndSet(0);
    }

    long bit() {
        return bit;
    }

    Runnable handler() {
        return handler;
    }

    InterruptThread thread() {
        return thread;
    }

    private int underWayGetAndSet(int value) {
        return (int) UNDER_WAY.getAndSet(this, value);
    }
}
