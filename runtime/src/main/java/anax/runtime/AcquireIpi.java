package anax.runtime;

/// Asks a thread's CPU to hand the thread over, and brings a refusal home; consent is the hand-over itself.
///
/// Owner: its way, then the CPU that waits for the thread.
final class AcquireIpi extends Ipi {
    private final Lwkt thread;
    private final Cpu to;
    private String refusal; // why not, and what to do
    private boolean refused; // set at home, where the answer is waited for

    AcquireIpi(Lwkt thread, Cpu to) {
        this.thread = thread;
        this.to = to;
    }

    @Override
    protected void run(Cpu cpu) {
        if (refusal != null) {
            refused = true;
            return;
        }
        final Cpu home = thread.cpu();
        if (home != cpu) {
            cpu.send(home, this);
        } else if (cpu != to) {
            thread.handover().onRequest(this);
        }
    }

    /// The CPU that wants the thread.
    Cpu to() {
        return to;
    }

    /// Sends the answer no. On the thread's CPU.
    void refuse(Cpu from, String why) {
        refusal = why;
        from.send(to, this);
    }

    /// Why the thread is not handed over; null while that is not known. On the CPU that waits.
    String refusal() {
        return refused ? refusal : null;
    }
}
