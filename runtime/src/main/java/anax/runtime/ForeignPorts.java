package anax.runtime;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The ports of ordinary threads that have sent to one machine, so that whoever waits hears of its end.
///
/// Owner: the machine; any ordinary thread adds. Allocates an entry for each port, once. Never blocks. Bound: the
/// number of ports that live; those that nobody has any more are taken out when others come.
final class ForeignPorts {
    private final Set<Reference<ForeignPort>> ports = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<ForeignPort> gone = new ReferenceQueue<>();
    private volatile boolean ended;

    /// Adds a port.
    void add(ForeignPort port) {
        for (Reference<? extends ForeignPort> each = gone.poll(); each != null; each = gone.poll()) {
            ports.remove(each);
        }
        ports.add(new WeakReference<>(port, gone));
    }

    /// Tells all that nothing comes from this machine any more.
    void end() {
        ended = true; // before anybody is woken, who will look
        for (Reference<ForeignPort> each : ports) {
            final ForeignPort port = each.get();
            if (port != null) {
                port.onMachineEnd();
            }
        }
    }

    /// True if what has not come from this machine never will.
    boolean hasEnded() {
        return ended;
    }
}
