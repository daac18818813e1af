package anax.runtime;

/// The interrupt lines of one CPU, and which of them are pending.
///
/// Owner: its CPU; lines are added there, and raised from anywhere. Allocates when a line is added. Bound:
/// [#MAX_LINES]. A line that is raised again before it was served is served once.
public final class Interrupts {
    /// The most lines that a CPU can have.
    public static final int MAX_LINES = 64;

    private final Cpu cpu;
    private final InterruptLine[] lines = new InterruptLine[MAX_LINES];
    private int lineCount;
    private long pendingFast;
    private long pendingThreads;

    Interrupts(Cpu cpu) {
        this.cpu = cpu;
    }

    /// Adds a line that is served by a fast handler: at the next poll point, on the stack of whatever runs, which
    /// must neither block nor switch there.
    ///
    /// @throws IllegalStateException if the CPU has [#MAX_LINES] already
    public InterruptLine addFast(String name, Runnable handler) {
        return add(new InterruptLine(cpu, name, nextBit(), handler, null));
    }

    /// Adds a line that is served by a thread of its own, which may preempt threads of lower priority.
    ///
    /// @param priority [Priority#INTERRUPT_LOW] to [Priority#MAX], or one that supports interrupts
    /// @throws IllegalArgumentException if the priority is below [Priority#INTERRUPT_SUPPORT]
    /// @throws IllegalStateException if the CPU has [#MAX_LINES] already
    public InterruptLine addThread(String name, int priority, Runnable handler) {
        if (priority < Priority.INTERRUPT_SUPPORT || priority > Priority.MAX) {
            throw new IllegalArgumentException("priority " + priority + " was given to interrupt thread " + name
                    + "; it may have " + Priority.INTERRUPT_SUPPORT + " to " + Priority.MAX);
        }
        InterruptThread thread = new InterruptThread(handler);
        InterruptLine line = add(new InterruptLine(cpu, name, nextBit(), handler, thread));
        thread.start(cpu, name, priority);
        return line;
    }

    private long nextBit() {
        if (lineCount == MAX_LINES) {
            throw new IllegalStateException(cpu + " has " + MAX_LINES
                    + " interrupt lines, which is the most; let several" + " devices share one");
        }
        return 1L << lineCount;
    }

    private InterruptLine add(InterruptLine line) {
        assert cpu.isCurrent() : cpu + " does not run the caller";
        lines[lineCount++] = line;
        return line;
    }

    // What follows is the lines' and the CPU's.

    void setPending(InterruptLine line) {
        if (line.thread() == null) {
            pendingFast |= line.bit();
        } else {
            pendingThreads |= line.bit();
        }
    }

    boolean isFastPending() {
        return pendingFast != 0;
    }

    /// True if any line is.
    boolean isPending() {
        return (pendingFast | pendingThreads) != 0;
    }

    /// Serves what is pending on fast lines, as if in a hard section. What a handler raises waits for the next
    /// call, or one that raises its own line would never come to an end.
    void runFast() {
        long serving = pendingFast;
        pendingFast = 0;
        while (serving != 0) {
            final long bit = Long.lowestOneBit(serving);
            serving &= ~bit;
            final InterruptLine line = lines[Long.numberOfTrailingZeros(bit)];
            line.accept();
            cpu.counters().fastInterrupts++;
            cpu.nestAsIpi(1);
            try {
                line.handler().run();
            } catch (RuntimeException | Error failure) { // it must not end the thread on whose stack it ran
                cpu.machine().reportFailure(cpu.currentThread(), failure);
            } finally {
                cpu.nestAsIpi(-1);
            }
        }
    }

    /// Schedules the threads of the other lines that are pending.
    void scheduleThreads() {
        while (pendingThreads != 0) {
            final long bit = Long.lowestOneBit(pendingThreads);
            pendingThreads &= ~bit;
            final InterruptLine line = lines[Long.numberOfTrailingZeros(bit)];
            line.accept();
            line.thread().raise();
        }
    }
}
