package anax.runtime;

/// What a CPU does in place of parking, so that a device can wake it as well: waiting for file descriptors, say.
///
/// Owner: the CPU on which it is installed ([Cpu#waitWith]), which alone calls [#await]; any thread may [#wake]. It
/// blocks, that is its purpose.
///
/// The CPU has said that it is parked, and has looked at its lanes once more, before it calls [#await]. Whoever sends
/// something after that calls [#wake], once. A wake that comes before its await must make that await return at once,
/// as a permit of [java.util.concurrent.locks.LockSupport] or the counter of an eventfd does. What the device has is
/// told before [#await] returns: by raising an [InterruptLine], upon which the CPU polls next; or to a thread of the
/// CPU that waits in place ([Cpu#takeInPlace]), which then goes on at once. A simulated machine has no devices of its
/// own: there nothing is gained by installing one, and blocking in it would stop all its CPUs.
public interface DeviceWait {
    /// How long a CPU that has work leaves its devices alone at most, while its poll points are dense: a look may
    /// be a system call.
    long LOOK_EVERY_NS = 50_000;

    /// Waits for a device or a wake-up. May return for no reason: the CPU looks again.
    ///
    /// @param untilNs when to return at the latest, on the machine's clock; [Long#MAX_VALUE] if never by itself
    /// @return true if a device has something
    boolean await(long untilNs);

    /// Looks, without waiting, whether a device has something, and tells it if so. The CPU calls it over
    /// and over while it looks for work before it parks, and else at a poll point every [#LOOK_EVERY_NS] or so.
    ///
    /// @return true if there is something
    default boolean look() {
        return false;
    }

    /// Ends the wait, or the next one if the CPU is still on its way there. Any thread may call; it must not
    /// block.
    void wake();
}
