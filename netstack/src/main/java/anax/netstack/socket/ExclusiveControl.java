package anax.netstack.socket;

import anax.runtime.Sleepers;

/// What of a socket one thread changes at a time: where its state lies, and whether it has any.
///
/// Owner: as its socket's. Allocates nothing. Blocks whoever would change it meanwhile: else a socket that one thread
/// closes while another one binds it would have a port that nobody gives back. Bound: the number of threads.
///
/// This is for lightweight threads, which share a CPU, so that a plain field will do; ordinary ones have a lock.
abstract class ExclusiveControl {
    private boolean changing;

    /// Has others wait from now on, after it has waited for them.
    final void beginChange() {
        while (changing) {
            Sleepers.interlock(this);
            Sleepers.sleep("socket");
        }
        changing = true;
    }

    /// Ends that.
    final void endChange() {
        changing = false;
        Sleepers.wakeup(this);
    }
}
