package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.show.Words;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at a process again and again: the whole first, then what changed since the look before. On a terminal each
/// look takes the place of the one before.
///
/// Owner: the main thread, which rests between looks; at least nine times as long as a look takes, so that a process
/// whose map is dear to read is not held up by it.
final class Watch {
    private static final int LEAST_REST = 9;
    private static final String CLEAR = "\033[H\033[2J\033[3J";

    private final Surroundings surroundings;
    private final Request request;
    private final Words words;
    private final InstantSource calendar = InstantSource.system();

    /// One look.
    interface Look {
        /// What was seen; empty if the process is gone or closed, which was said.
        Optional<ProcessMemory> take() throws IOException, InterruptedException;
    }

    Watch(Surroundings surroundings, Request request, Words words) {
        this.surroundings = surroundings;
        this.request = request;
        this.words = words;
    }

    void run(Look look, TableReport table) throws IOException, InterruptedException {
        Optional<ProcessMemory> before = Optional.empty();
        for (int round = 0; round < request.rounds(); round++) {
            long begin = calendar.millis();
            Optional<ProcessMemory> now = look.take();
            if (now.isEmpty()) {
                return;
            }
            show(before, now.get(), table);
            before = now;
            long took = calendar.millis() - begin;
            if (round + 1 < request.rounds()) {
                rest(Math.max((long) (request.watchSeconds() * 1000), LEAST_REST * took));
            }
        }
    }

    private void show(Optional<ProcessMemory> before, ProcessMemory now, TableReport table) {
        var out = surroundings.out();
        if (surroundings.outTerminal()) {
            out.print(CLEAR);
        }
        if (before.isEmpty() || surroundings.outTerminal()) {
            table.write(now, request.view());
        }
        if (before.isPresent()) {
            new DiffReport(out, words, request.palette())
                    .write(MapsDiff.between(before.get().map(), now.map()));
        }
        out.flush();
    }

    private static void rest(long millis) throws InterruptedException {
        boolean woken = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        assert !woken;
    }
}
