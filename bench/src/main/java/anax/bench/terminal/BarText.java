package anax.bench.terminal;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/// What a progress bar looks like: share, bar, time left, and what is being done.
///
/// Owner: the thread that draws; stateless. Allocates.
final class BarText implements ProgressBarRenderer {
    private static final int LONGEST = 30;
    private static final int SHORTEST = 5;
    private static final double TOO_EARLY = 0.02;

    BarText() {}

    @Override
    public String render(ProgressState state, int columns) {
        Duration elapsed = state.getStartInstant() == null ? Duration.ZERO : state.getElapsedAfterStart();
        return line(state.getTaskName(), state.getNormalizedProgress(), elapsed, state.getExtraMessage(), columns);
    }

    /// The line; exactly `columns` long, so that it covers what stood there.
    static String line(String task, double share, Duration elapsed, String what, int columns) {
        String start = String.format(Locale.ROOT, "%s %3.0f %% ", task, share * 100);
        String end = " " + left(share, elapsed) + "  " + what;
        int room = Math.min(LONGEST, columns - start.length() - end.length() - 2);
        String line = start + (room >= SHORTEST ? bar(share, room) : "") + end;
        return line.length() > columns ? line.substring(0, columns) : line + " ".repeat(columns - line.length());
    }

    private static String bar(double share, int length) {
        int done = (int) (share * length);
        return "[" + "=".repeat(done) + " ".repeat(length - done) + "]";
    }

    private static String left(double share, Duration elapsed) {
        if (share < TOO_EARLY) {
            return "  ?:?? left";
        }
        long seconds = Math.round(elapsed.toMillis() / 1000.0 / share * (1 - share));
        return String.format(Locale.ROOT, "%3d:%02d left", seconds / 60, seconds % 60);
    }
}
