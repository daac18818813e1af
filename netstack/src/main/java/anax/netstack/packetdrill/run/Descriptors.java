package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.InvalidScriptException;
import anax.netstack.packetdrill.syntax.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The descriptors of a script, which chooses their numbers.
///
/// Owner: the run of a script.
final class Descriptors {
    private final Map<Long, OpenFile> open = new TreeMap<>();
    private OpenFile fresh; // that has no number yet

    /// Notes what a call has opened; the script says under which number.
    void opened(OpenFile file) {
        fresh = file;
    }

    /// Gives what was opened last its number.
    void number(Position at, long number) {
        if (open.containsKey(number)) {
            throw new InvalidScriptException(at, "descriptor " + number + " is open already; use another number");
        }
        open.put(number, fresh);
    }

    Optional<OpenFile> find(long number) {
        return Optional.ofNullable(open.get(number));
    }

    Optional<SocketFile> socket(long number) {
        return open.get(number) instanceof SocketFile socket ? Optional.of(socket) : Optional.empty();
    }

    /// Takes a descriptor away; who watches it watches it no more.
    void remove(long number) {
        open.remove(number);
        for (final OpenFile file : open.values()) {
            if (file instanceof EpollFile set) {
                set.remove(number);
            }
        }
    }

    /// Everything that is open.
    List<OpenFile> all() {
        return new ArrayList<>(open.values());
    }
}
