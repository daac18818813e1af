package anax.bench.designs.locked;

import anax.netstack.engine.Guard;
import anax.netstack.ip.AddressClaims;
import anax.netstack.ip.InterfaceTable;
import java.util.Arrays;

/// What became known of the host's addresses, for engines that each have a copy of the interfaces.
///
/// Owner: nobody; whoever is in the engine that makes the claims adds, all read. Allocates when something is added.
/// Blocks while another thread adds.
final class Verdicts implements AddressClaims.Listener {
    private record Verdict(int address, boolean stands) {}

    private final Guard guard;
    private volatile Verdict[] spoken = new Verdict[0];

    Verdicts(Guard guard) {
        this.guard = guard;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the guard is entered
    public void onVerdict(int address, boolean stands) {
        guard.enter();
        final Verdict[] more = Arrays.copyOf(spoken, spoken.length + 1);
        more[spoken.length] = new Verdict(address, stands);
        spoken = more;
        guard.leave();
    }

    /// Tells a table what it has not heard.
    ///
    /// @param heard how many it has heard
    /// @return how many it has heard now
    int tell(InterfaceTable interfaces, int heard) {
        final Verdict[] known = spoken;
        for (int i = heard; i < known.length; i++) {
            interfaces.use(known[i].address(), known[i].stands());
        }
        return known.length;
    }
}
