package anax.runtime;

/// What stands between a thread and the run queue of its CPU: a user scheduler, which says when the thread may be on
/// it.
///
/// Owner: the thread's CPU. Allocated with its thread; nothing here allocates or blocks. Where an ordinary thread
/// that is scheduled goes on the run queue, one that has a gate is *wanted* from then on, until it blocks, is
/// descheduled or ends; its gate [#admit]s it when it likes, and may [#withdraw] it again. A thread that is withdrawn
/// while it runs goes on to its next yield or switch, as one that is descheduled does.
///
/// What is called here runs like an entry of the crossbar: it must neither block nor switch, and a full lane keeps
/// what it sends. The thread cannot change its CPU but by [#carryTo].
public abstract class RunGate {
    private final Lwkt thread;
    private boolean wanted;

    /// Puts a gate before a thread that has not begun. On the thread's CPU.
    ///
    /// @throws IllegalStateException if the thread has begun, or has a gate
    @SuppressWarnings("this-escape") // the thread, which has not begun, calls it when it is scheduled first
    protected RunGate(Lwkt thread) {
        this.thread = thread;
        thread.putGate(this);
    }

    /// The thread.
    public final Lwkt thread() {
        return thread;
    }

    /// Somebody scheduled the thread. It may have been wanted already, and it may be running.
    protected abstract void onWanted(Cpu home);

    /// Somebody descheduled the thread while it was off the processor.
    protected abstract void onUnwanted(Cpu home);

    /// The thread is given the processor.
    protected abstract void onMount(Cpu home);

    /// The thread is off the processor: it yielded if it is still wanted, else it has blocked, or ended.
    protected abstract void onSwitch(Cpu home, boolean ended);

    /// True if the thread could run.
    protected final boolean isWanted() {
        return wanted && !thread.isLeaving();
    }

    /// True if the thread is on the run queue.
    protected final boolean isAdmitted() {
        return thread.isQueued();
    }

    /// True while the thread is on a stack of its CPU: running, or preempted.
    protected final boolean isMounted() {
        return thread.isMounted();
    }

    /// True if the thread may go to another CPU: nothing of this one names it.
    protected final boolean isFree() {
        return thread.waitQueue == null && thread.sleepIdentity == null;
    }

    /// Puts the thread on the run queue; does nothing if it is there already.
    ///
    /// @param priority the thread's from now on
    protected final void admit(int priority) {
        assert isWanted() : thread + " was admitted though nobody wants it to run";
        if (!thread.isQueued()) {
            thread.changePriority(priority);
        }
        thread.cpu().enqueue(thread);
    }

    /// Takes the thread off the run queue; one that runs makes room at its next yield.
    protected final void withdraw() {
        final Cpu home = thread.cpu();
        home.runQueue().remove(thread);
        if (isMounted()) {
            home.wantReschedule();
        }
    }

    /// Makes the thread another CPU's, which learns it by an entry. The thread is [#isFree] and off the
    /// processor, and from here on no longer the caller's to touch.
    protected final void carryTo(Cpu to, Ipi arrival) {
        final Cpu from = thread.cpu();
        assert !isMounted() && isFree() && !thread.isQueued() : thread + " is in use on " + from;
        thread.leave(from, to);
        from.send(to, arrival);
    }

    // What follows is the thread's.

    void schedule(Cpu home) {
        home.list(thread);
        wanted = true;
        home.nestAsIpi(1);
        onWanted(home);
        home.nestAsIpi(-1);
    }

    void deschedule(Cpu home) {
        home.runQueue().remove(thread);
        wanted = false;
        if (!isMounted()) {
            home.nestAsIpi(1);
            onUnwanted(home);
            home.nestAsIpi(-1);
        }
    }

    void mount(Cpu home) {
        home.expectGap(); // the switch was dense with poll points, the thread may be sparse
        home.nestAsIpi(1);
        onMount(home);
        home.nestAsIpi(-1);
    }

    void completeSwitch(Cpu home) {
        if (thread.isLeaving() || thread.hasEnded()) {
            wanted = false;
        }
        home.nestAsIpi(1);
        onSwitch(home, thread.hasEnded());
        home.nestAsIpi(-1);
    }
}
