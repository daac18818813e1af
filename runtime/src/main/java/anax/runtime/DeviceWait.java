package anax.runtime;

/// What a CPU does in place of parking, so that a device can wake it as well: waiting for file descriptors, say.
///
/// Owner: the CPU on which it is installed ([Cpu#waitWith]), which alone calls [#await]; any thread may [#wake]. It
/// blocks, that is its purpose.
///
/// The CPU has said that it is parked, and has looked at its lanes once more, before it calls [#await]. Whoever sends
/// something after that calls [#wake], once. A wake that comes before its await must make that await return at once,
/// as a permit of [java.util.concurrent.locks.LockSupport] or the counter of an eventfd does. What the device has is
/// told by raising an [InterruptLine] before [#await] returns; the CPU polls next. A simulated machine has no devices
/// of its own: there nothing is gained by installing one, and blocking in it would stop all its CPUs.
public interface DeviceWait {

    /// Waits for a device or a wake-up. May return for no reason: the CPU looks again.
    ///
    /// @param untilNs when to return at the latest, on the machine's clock; [Long#MAX_VALUE] if never by itself
    void await(long untilNs);

    /// Ends the wait, or the next one if the CPU is still on its way there. Any thread may call; it must not
    /// block.
    void wake();
}
