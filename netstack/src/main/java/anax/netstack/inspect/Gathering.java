package anax.netstack.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Gathers the first so many of a table's entries, and counts the others without making rows of them.
///
/// Owner: one thread. Allocates.
final class Gathering<T> {
    private final long most;
    private final List<T> rows = new ArrayList<>();
    private long omitted;

    Gathering(long most) {
        this.most = most;
    }

    void add(Supplier<? extends T> row) {
        if (rows.size() < most) {
            rows.add(row.get());
        } else {
            omitted++;
        }
    }

    Found<T> found() {
        return new Found<>(rows, omitted);
    }
}
