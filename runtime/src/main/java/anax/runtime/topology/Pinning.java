package anax.runtime.topology;

/// Ties the calling thread to one processor.
///
/// Owner: nobody; stateless, called by each thread for itself at its start. May allocate; makes one or two system
/// calls.
public interface Pinning {

    /// Restricts the calling thread to `processor` for the rest of its life.
    ///
    /// @param processor the operating system's number of an allowed processor
    /// @return what came of it; never an exception, for an unpinned thread still works
    PinOutcome pinCurrentThread(int processor);

    /// Pinning through OpenHFT Affinity, checked by reading the affinity back.
    static Pinning openHft() {
        return AffinityCalls::pinCurrentThread;
    }

    /// Pins nothing and says why.
    ///
    /// @param reason what the outcome reports, for instance "switched off by the caller"
    static Pinning none(String reason) {
        return processor -> new PinOutcome(processor, false, reason);
    }
}
