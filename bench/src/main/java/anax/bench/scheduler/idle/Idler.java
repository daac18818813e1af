package anax.bench.scheduler.idle;

import java.util.List;

/// Something that is started, has nothing to do, and is stopped.
///
/// Owner: the harness's thread.
public interface Idler extends AutoCloseable {

    /// How long it may take to come to rest after its start.
    long SETTLING_NS = 20_000_000L;

    /// What a reader of its figures has to know.
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();
}
