package anax.netstack.packetdrill.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A set of descriptors that are watched together, level-triggered or edge-triggered.
///
/// Owner: the run of a script.
final class EpollFile extends OpenFile {
    private static final int ALWAYS = Constants.POLLERR | Constants.POLLHUP;
    private static final long NEVER = -1;

    private final Map<Long, Watched> watched = new LinkedHashMap<>();

    /// What is watched for. Owner: the set.
    private static final class Watched {
        private final OpenFile file;
        private int events;
        private long data; // what its user wants to be told with them
        private long reported = NEVER; // how often something had happened at the last report
        private boolean off; // one shot was had

        private Watched(OpenFile file, int events, long data) {
            this.file = file;
            this.events = events;
            this.data = data;
        }
    }

    /// What one of them is ready for.
    ///
    /// @param data   what its user said should tell which one it is
    /// @param events the constants
    record Ready(long data, int events) {}

    /// False if it is watched already.
    boolean add(long descriptor, OpenFile file, int events, long data) {
        return watched.putIfAbsent(descriptor, new Watched(file, events, data)) == null;
    }

    /// False if it is not watched.
    boolean change(long descriptor, int events, long data) {
        final Watched one = watched.get(descriptor);
        if (one == null) {
            return false;
        }
        one.events = events;
        one.data = data;
        one.off = false;
        one.reported = NEVER;
        return true;
    }

    /// False if it is not watched.
    boolean remove(long descriptor) {
        return watched.remove(descriptor) != null;
    }

    /// Those that are ready, of which an edge is told once.
    List<Ready> take(int most) {
        final List<Ready> ready = new ArrayList<>();
        for (final Watched one : watched.values()) {
            final int events = ready.size() < most ? readyEvents(one) : 0;
            if (events != 0) {
                one.reported = one.file.happenings();
                one.off = (one.events & Constants.EPOLLONESHOT) != 0;
                ready.add(new Ready(one.data, events));
            }
        }
        return ready;
    }

    private static int readyEvents(Watched one) {
        final boolean edge = (one.events & Constants.EPOLLET) != 0;
        if (one.off || (edge && one.reported == one.file.happenings())) {
            return 0;
        }
        return one.file.readiness() & (one.events | ALWAYS);
    }

    @Override
    int readiness() {
        for (final Watched one : watched.values()) {
            if (readyEvents(one) != 0) {
                return Constants.POLLIN | Constants.POLLRDNORM;
            }
        }
        return 0;
    }

    @Override
    long happenings() {
        return watched.values().stream().mapToLong(one -> one.file.happenings()).sum();
    }

    @Override
    Attempt close() {
        watched.clear();
        return Attempt.done(Reply.of(0));
    }
}
