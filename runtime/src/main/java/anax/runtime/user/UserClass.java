package anax.runtime.user;

import anax.runtime.Priority;

/// The classes of user threads, the first goes first: as long as a real-time thread could run, no normal one does.
public enum UserClass {
    /// Before all others.
    REAL_TIME(Priority.USER_REAL_TIME),
    /// What nothing speaks against.
    NORMAL(Priority.USER_NORMAL),
    /// When there is nothing else to do.
    IDLE(Priority.USER_IDLE);

    private final int priority;

    UserClass(int priority) {
        this.priority = priority;
    }

    /// The priority that the thread has among all threads of its CPU.
    public int priority() {
        return priority;
    }
}
