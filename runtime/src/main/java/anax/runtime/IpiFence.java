package anax.runtime;

/// Goes to another CPU and back, to show that everything sent before it has been run: lanes keep their order.
///
/// Owner: its way, then the CPU that waits for it. Allocated for each wait.
final class IpiFence extends Ipi {
    private final Cpu from;
    private final Cpu to;
    private boolean back;

    IpiFence(Cpu from, Cpu to) {
        this.from = from;
        this.to = to;
    }

    /// Sends it and waits until it is back.
    void await() {
        from.send(to, this);
        long warnAtNs = from.warnOfWaitAtNs();
        for (int turn = 0; !back; turn++) {
            warnAtNs = from.waitFor(to, "what it sent to be run", turn, warnAtNs);
        }
    }

    @Override
    protected void run(Cpu here) {
        if (here == from) {
            back = true;
        } else {
            here.send(from, this);
        }
    }
}
