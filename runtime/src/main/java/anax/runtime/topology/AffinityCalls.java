package anax.runtime.topology;

import java.util.BitSet;
import net.openhft.affinity.Affinity;

/// The only class that calls OpenHFT Affinity.
///
/// Owner: nobody; stateless. Allocates and makes system calls; used at start-up only. `AffinityLock` is not used: it
/// keeps lock files and refuses processors that are not isolated.
final class AffinityCalls {

    private AffinityCalls() {}

    /// The processors that the calling thread may use; empty if the operating system doesn't tell.
    static BitSet allowedProcessors() {
        try {
            return Affinity.getAffinity();
        } catch (RuntimeException | LinkageError unsupported) {
            return new BitSet();
        }
    }

    static PinOutcome pinCurrentThread(int processor) {
        BitSet wanted = new BitSet();
        wanted.set(processor);
        try {
            Affinity.setAffinity(wanted);
            BitSet got = Affinity.getAffinity();
            // The library logs some refusals instead of throwing them, so only what is read back counts.
            return got.equals(wanted)
                    ? new PinOutcome(processor, true, "")
                    : new PinOutcome(processor, false, "the system answered with processors " + got);
        } catch (RuntimeException | LinkageError refused) {
            return new PinOutcome(processor, false, String.valueOf(refused.getMessage()));
        }
    }
}
