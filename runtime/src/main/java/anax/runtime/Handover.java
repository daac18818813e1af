package anax.runtime;

/// How one thread changes its CPU: by its own wish, or between two CPUs that agree.
///
/// Owner: the thread's CPU, but for [#acquire], which runs on the CPU that wants the thread. Allocated with its
/// thread; an acquisition allocates its request. Only [#acquire] waits: until the thread is off its old processor.
///
/// **Law** (DragonFly's cfaeae2ac9). A thread is handed over by the switch after its offer, never while it is still on
/// a stack of its CPU; between the offer and that switch it passes no poll point. What arrives for it after the
/// hand-over follows it.
final class Handover {
    private final Lwkt thread;
    private Cpu moveTarget; // the next switch completes the move there
    private boolean offered;
    private AcquireIpi request; // of the CPU that gets it at its next switch
    private boolean scheduleWhenAcquired;

    Handover(Lwkt thread) {
        this.thread = thread;
    }

    /// Has the thread's next switch take it to another CPU.
    void moveAtSwitch(Cpu to) {
        moveTarget = to;
    }

    /// Offers the thread; whoever asks gets it.
    void offer() {
        offered = true;
    }

    boolean isOffered() {
        return offered;
    }

    /// Notes that somebody wanted to schedule the thread while it is nobody's.
    void scheduleLater() {
        scheduleWhenAcquired = true;
    }

    /// Waits until the thread belongs to the calling CPU.
    ///
    /// @throws IllegalStateException if its CPU refuses: it is not offered, wanted by another CPU, or has ended
    void acquire() {
        final Cpu here = Cpu.current();
        if (here.isTakingInForbidden()) {
            throw new IllegalStateException(thread + " was acquired in a critical section or an entry of the crossbar,"
                    + " where " + here + " may not wait; leave it before"
                    + here.currentThread().lastEntered());
        }
        if (thread.cpu() == here) {
            takeBack(here);
            return;
        }
        final AcquireIpi mine = new AcquireIpi(thread, here);
        here.send(thread.cpu(), mine);
        long warnAtNs = here.warnOfWaitAtNs();
        for (int turn = 0; thread.cpu() != here; turn++) {
            if (mine.refusal() != null) {
                throw new IllegalStateException(mine.refusal());
            }
            warnAtNs = here.waitFor(thread.cpu(), "a thread that it acquires", turn, warnAtNs);
        }
    }

    /// A CPU asks for the thread.
    void onRequest(AcquireIpi wanted) {
        final Cpu home = thread.cpu();
        if (thread.hasEnded()) {
            wanted.refuse(home, thread + " was acquired by " + wanted.to() + ", but it has ended");
        } else if (request != null) {
            wanted.refuse(home, thread + " was acquired by " + wanted.to() + ", but " + request.to() + " gets it");
        } else if (!offered) {
            wanted.refuse(
                    home,
                    thread + " was acquired by " + wanted.to()
                            + " without being offered; call giveAway on its CPU before");
        } else if (thread.isMounted()) {
            request = wanted; // it is still on a stack of this CPU: its next switch completes it
        } else {
            handOver(home, wanted.to());
        }
    }

    /// Finishes, off the thread's own stack, what was begun before the switch.
    void completeSwitch(Cpu from) {
        if (moveTarget != null) {
            final Cpu to = moveTarget;
            moveTarget = null;
            scheduleWhenAcquired = true;
            handOver(from, to);
        } else if (request != null) {
            handOver(from, request.to());
        }
    }

    /// Takes back whatever was begun, because the thread stays on its CPU.
    ///
    /// @param why what whoever waits for it is told
    void cancel(Cpu home, String why) {
        moveTarget = null;
        offered = false;
        scheduleWhenAcquired = false;
        if (request != null) {
            final AcquireIpi waiting = request;
            request = null;
            waiting.refuse(home, thread + " was acquired by " + waiting.to() + ", but " + why);
        }
    }

    /// Ends an offer that nobody took. Whoever scheduled the thread meanwhile is served now.
    private void takeBack(Cpu home) {
        final boolean schedule = scheduleWhenAcquired;
        cancel(home, home + " took it back");
        if (schedule) {
            thread.scheduleOnCpu(home);
        }
    }

    /// Makes the thread another CPU's. After the change of its CPU it is no longer ours to touch.
    private void handOver(Cpu from, Cpu to) {
        final boolean schedule = scheduleWhenAcquired;
        scheduleWhenAcquired = false;
        offered = false;
        request = null;
        if (thread.listed) {
            from.forget(thread);
        }
        from.beforeSharedAccess();
        thread.changeCpu(to); // the thread is the target's, also for messages that overtake the next line
        if (schedule) {
            from.send(to, thread.scheduleIpi());
        }
    }
}
