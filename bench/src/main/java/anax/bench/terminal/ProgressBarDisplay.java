package anax.bench.terminal;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;

/// A bar with the time that is left, on one line of a terminal.
///
/// Owner: the thread that measures; the library draws on a thread of its own, twice a second. Allocates.
public final class ProgressBarDisplay implements ProgressDisplay {
    private static final int STEPS = 1000;
    private static final int DRAW_EVERY_MS = 500;

    private final Line line;
    private final ProgressBar bar;

    /// Draws an empty bar.
    ///
    /// @param out     the terminal
    /// @param columns its width
    public ProgressBarDisplay(PrintStream out, int columns) {
        line = new Line(out, columns);
        bar = new ProgressBarBuilder()
                .setTaskName("anax bench")
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(DRAW_EVERY_MS)
                .setRenderer(new BarText())
                .setConsumer(line)
                .build();
    }

    @Override
    public void show(String what, double share) {
        bar.setExtraMessage(what);
        bar.stepTo(Math.round(share * STEPS));
    }

    @Override
    public void close() {
        line.close();
        bar.close();
    }

    /// Draws over the same line again and again, with nothing but a carriage return: the library's own consumer
    /// asks for the terminal through JLine, which would take over Ctrl-C. Owner: the library's thread.
    private static final class Line implements ProgressBarConsumer {
        private static final String ERASE = "\r\033[K";

        private final PrintStream out;
        private final int columns;
        private final AtomicBoolean closed = new AtomicBoolean();

        Line(PrintStream out, int columns) {
            this.out = out;
            this.columns = columns;
        }

        @Override
        public int getMaxRenderedLength() {
            return columns - 1;
        }

        @Override
        public void accept(String rendered) {
            if (!closed.get()) {
                out.print("\r" + rendered);
                out.flush();
            }
        }

        /// The library draws once more when its bar is closed; whoever ends the program has the line by then.
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                out.print(ERASE);
                out.flush();
            }
        }
    }
}
