package anax.runtime;

/// The critical and hard sections that a thread is in.
///
/// Owner: the thread's CPU. Allocates nothing, but an entry for each section in debug mode; never blocks. The counts
/// belong to the thread and go with it when it switches: the next thread runs with its own.
abstract class ThreadSections extends ThreadLinks {
    private final SectionTrail trail; // null unless in debug mode
    private int criticalCount;
    private int hardCount;
    private int nesting; // how often it is in the midst of its own soft interrupts

    ThreadSections(Cpu cpu) {
        super(cpu);
        trail = cpu.machine().config().debug() ? new SectionTrail() : null;
    }

    /// Enters a critical section: what arrives from now on waits until the outermost one is left. The paper's
    /// `crit_enter`.
    ///
    /// The count belongs to the thread. A critical section doesn't forbid to block or switch; it protects until
    /// then.
    public static void critEnter() {
        running().enterCritical();
    }

    /// Leaves a critical section; leaving the outermost one takes in what arrived and rings the bells that are
    /// due. It never switches to an ordinary thread. The paper's `crit_exit`.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExit() {
        if (running().leaveCritical()) {
            Cpu.current().pollUnlessNested();
        }
    }

    /// Leaves a critical section without looking for what arrived; the next poll point does.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExitNoPoll() {
        running().leaveCritical();
    }

    /// Enters a hard section: a critical section in which switching and blocking are forbidden as well.
    public static void critEnterHard() {
        running().enterHard();
    }

    /// Leaves a hard section.
    ///
    /// @throws IllegalStateException if the thread is in none
    public static void critExitHard() {
        running().leaveHard();
        critExit();
    }

    int criticalCount() {
        return criticalCount;
    }

    /// Marks the beginning and the end of work that runs on this thread's stack but isn't its own.
    void addCritical(int change) {
        criticalCount += change;
    }

    int hardCount() {
        return hardCount;
    }

    /// Goes back to the sections that it was in before work that failed in the midst of others.
    void restoreSections(Cpu cpu, int critical, int hard) {
        cpu.nestAsIpi(hard - hardCount);
        hardCount = hard;
        criticalCount = critical;
    }

    /// True, so that it can be asserted: work that ran on this thread's stack left its sections as it found them.
    ///
    /// @throws AssertionError if it did not
    boolean checkSections(Object work, int critical, int hard) {
        if (criticalCount != critical || hardCount != hard) {
            throw new AssertionError(work + " left " + criticalCount + " critical sections where it found " + critical
                    + ", and " + hardCount + " hard ones where it found " + hard + lastEntered());
        }
        return true;
    }

    int nesting() {
        return nesting;
    }

    void nest(int change) {
        nesting += change;
    }

    /// Forgets every section, because the thread has ended.
    void leaveAllSections(Cpu cpu) {
        restoreSections(cpu, 0, 0);
        if (trail != null) {
            trail.clear();
        }
    }

    /// The sections that it entered last and where, as [SectionTrail] tells them; empty unless in debug mode. From
    /// another thread the answer may be old.
    String sections() {
        return trail == null ? "" : trail.toString();
    }

    /// The same, to end a message with.
    String lastEntered() {
        final String sections = sections();
        return sections.isEmpty() ? "" : "; sections that were entered last: " + sections;
    }

    private static ThreadSections running() {
        return Lwkt.current();
    }

    private void enterCritical() {
        criticalCount++;
        if (trail != null) {
            trail.note(criticalCount, false);
        }
    }

    private boolean leaveCritical() {
        if (criticalCount == 0) {
            throw new IllegalStateException("critExit was called by " + this
                    + ", which is in no critical section; call critEnter before it" + lastEntered());
        }
        return --criticalCount == 0;
    }

    private void enterHard() {
        criticalCount++;
        hardCount++;
        Cpu.current().nestAsIpi(1);
        if (trail != null) {
            trail.note(criticalCount, true);
        }
    }

    private void leaveHard() {
        if (hardCount == 0) {
            throw new IllegalStateException("critExitHard was called by " + this
                    + ", which is in no hard section; call critEnterHard before" + lastEntered());
        }
        hardCount--;
        Cpu.current().nestAsIpi(-1);
    }
}
