package anax.procmaps.window;

import anax.procmaps.Detail;
import anax.procmaps.Target;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.window.export.Picture;
import anax.procmaps.window.model.Arrangement;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Group;
import anax.procmaps.window.model.Inspection;
import anax.procmaps.window.model.Page;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.plot.Theme;
import anax.procmaps.window.view.Command;
import anax.procmaps.window.view.Latest;
import anax.procmaps.window.view.Style;
import java.awt.EventQueue;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.swing.Timer;

/// The window's mind: takes what the user does, has it looked at and computed elsewhere, and shows what comes back.
///
/// Owner: the event thread. One look and one computation are under way at most; what comes back of a target that is
/// no more wanted is dropped.
final class MapWindow {
    private static final Set<Column> OF_PAGES = Set.of(Column.RSS, Column.PSS, Column.DIRTY, Column.SWAP);

    private final Words words;
    private final Looker looker;
    private final Executor reading;
    private final Inspection inspection;
    private final Latest<Page> computing;
    private final WindowLayout layout;
    private final Timer rest = new Timer(0, _ -> look());
    private Target target;
    private long tookBefore;
    private int round;
    private boolean dark;

    /// @param reading   one thread that may block
    /// @param computing one thread that computes
    /// @param onClosed  is run when the user has closed the window
    MapWindow(Words words, Looker looker, Executor reading, Executor computing, Runnable onClosed, boolean dark) {
        this.words = words;
        this.looker = looker;
        this.reading = reading;
        this.inspection = new Inspection(words);
        this.computing = new Latest<>(computing);
        this.dark = dark;
        this.layout = new WindowLayout(words, computing, new Doings(), onClosed);
        rest.setRepeats(false);
    }

    /// Shows the window, and in it what is named; nothing if it is empty.
    void open(String name) {
        layout.menus().set(layout.table().columns());
        showSwitches();
        layout.message().tell(words.get("window.empty"));
        layout.show();
        listProcesses();
        if (!name.isEmpty()) {
            layout.bar().fill(name);
            submit(name);
        }
    }

    private void submit(String text) {
        int now = ++round;
        rest.stop();
        reading.execute(() -> {
            Looker.Found found = looker.find(text);
            EventQueue.invokeLater(() -> {
                if (now == round) {
                    begin(found);
                }
            });
        });
    }

    private void begin(Looker.Found found) {
        target = null;
        tookBefore = 0;
        inspection.begin();
        computing.forget();
        layout.clear();
        switch (found) {
            case Looker.One one -> {
                target = one.target();
                look();
            }
            case Looker.Several several -> {
                layout.processes().select(several.pids());
                layout.message().fail(several.sentence());
            }
            case Looker.Nothing nothing -> layout.message().fail(nothing.sentence());
        }
        listProcesses();
    }

    private void listProcesses() {
        reading.execute(() -> {
            var entries = looker.processes();
            EventQueue.invokeLater(() -> layout.processes().show(entries));
        });
    }

    private void look() {
        Target now = target;
        if (now == null) {
            return;
        }
        rest.stop();
        int wanted = ++round;
        Set<Detail> details = layout.bar().details();
        reading.execute(() -> {
            Looker.Look look = looker.look(now, details);
            EventQueue.invokeLater(() -> {
                if (wanted == round) {
                    looked(look);
                }
            });
        });
    }

    private void looked(Looker.Look look) {
        switch (look) {
            case Looker.Seen seen -> {
                boolean isFirst = inspection.snapshot().isEmpty();
                if (inspection.take(seen.snapshot())) {
                    compute();
                } else {
                    layout.showTimes(inspection.points());
                }
                // One slow look is chance, or the program warming up: two in a row are a reason to rest.
                long took = Math.min(tookBefore, seen.tookMillis());
                tookBefore = seen.tookMillis();
                tell(seen, took);
                if (isFirst) {
                    layout.compare().offer(inspection.kept());
                    layout.processes().select(seen.snapshot().pid().map(Set::of).orElse(Set.of()));
                }
                if (target instanceof Target.Live && !layout.bar().isPaused()) {
                    rest.setInitialDelay((int) layout.bar().pace().restMillis(took));
                    rest.restart();
                }
            }
            case Looker.Failed failed -> layout.message().fail(failed.sentence());
        }
    }

    private void tell(Looker.Seen seen, long took) {
        Snapshot snapshot = seen.snapshot();
        String title = Printable.of(snapshot.title());
        String shown = snapshot.pid()
                .map(pid -> words.get("window.shown", Long.toString(pid), title))
                .orElse(title);
        boolean isLive = target instanceof Target.Live;
        String slow = isLive && layout.bar().pace().isBackedOff(took)
                ? "  " + words.get("window.slow", layout.bar().pace().restMillis(took) / 1000.0)
                : "";
        layout.message().tell(shown + slow + (seen.warning().isEmpty() ? "" : "  \u26a0 " + seen.warning()));
        layout.title(shown);
    }

    private void compute() {
        inspection.work().ifPresent(work -> computing.run(work, this::fill));
    }

    private void fill(Page page) {
        inspection.show(page);
        layout.fill(page, inspection.points());
        showSwitches();
    }

    private void arrange(UnaryOperator<Arrangement> change) {
        inspection.arrange(change);
        showSwitches();
        compute();
    }

    private void showSwitches() {
        Arrangement now = inspection.arrangement();
        layout.menus().set(Command.TOP_FIRST, now.sortedBy() == Column.START && now.descending());
        layout.menus().set(Command.GROUPS, now.groups());
        layout.menus().set(Command.GAPS, now.gaps());
        layout.menus().set(Command.DARK, dark);
    }

    private void keep() {
        inspection.keep().ifPresent(kept -> {
            layout.compare().offer(inspection.kept());
            layout.message().tell(words.get("window.kept", kept.number()));
        });
    }

    private void wear(boolean other) {
        dark = other;
        Style.wear(dark);
        layout.dress();
        showSwitches();
    }

    private void open() {
        layout.askForFile().ifPresent(file -> {
            layout.bar().fill(file.toString());
            submit(file.toString());
        });
    }

    private void save() {
        Optional<Snapshot> snapshot = inspection.snapshot();
        if (snapshot.isEmpty()) {
            layout.message().fail(words.get("window.nothing"));
            return;
        }
        layout.askForPicture().ifPresent(file -> write(snapshot.get(), file));
    }

    private void write(Snapshot snapshot, Path file) {
        String title = snapshot.pid()
                .map(pid -> words.get("window.shown", Long.toString(pid), snapshot.title()))
                .orElse(snapshot.title());
        var picture = new Picture(snapshot, title, inspection.points(), layout.measure(), words, new Theme(dark));
        reading.execute(() -> {
            Optional<String> wrong = looker.write(picture, file);
            EventQueue.invokeLater(() -> wrong.ifPresentOrElse(
                    layout.message()::fail, () -> layout.message().tell(words.get("window.written", file))));
        });
    }

    private void run(Command command) {
        switch (command) {
            case OPEN -> open();
            case SAVE_PICTURE -> save();
            case QUIT -> layout.close();
            case GO_PROCESSES -> {
                listProcesses();
                layout.go(command);
            }
            case GO_PID, GO_FILTER, GO_SPACE, GO_TABLE, GO_TREEMAP, GO_TIMELINE, GO_COMPARE -> layout.go(command);
            case REFRESH -> look();
            case PAUSE -> layout.bar().togglePause();
            case KEEP -> keep();
            case ZOOM -> layout.space().zoomIn();
            case ZOOM_OUT -> layout.space().clear();
            case TOP_FIRST -> {
                Arrangement now = inspection.arrangement();
                boolean isTopFirst = now.sortedBy() == Column.START && now.descending();
                arrange(old -> old.sorted(Column.START, !isTopFirst));
            }
            case GROUPS -> arrange(old -> old.withGroups(!old.groups()));
            case GAPS -> arrange(old -> old.withGaps(!old.gaps()));
            case DARK -> wear(!dark);
            case KEYS -> layout.showKeys();
        }
    }

    /// What the views tell. Owner: the event thread.
    private final class Doings implements WindowLayout.Listener {
        @Override
        public void onSubmit(String text) {
            submit(text);
        }

        @Override
        public void onPace() {
            rest.stop();
            if (!layout.bar().isPaused() && target instanceof Target.Live) {
                look();
            }
        }

        @Override
        public void onDetails() {
            Set<Column> columns = new HashSet<>(layout.table().columns());
            if (layout.bar().details().contains(Detail.PAGES)) {
                columns.addAll(OF_PAGES);
            } else {
                columns.removeAll(OF_PAGES);
            }
            onColumns(columns);
            look();
        }

        @Override
        public void onColumns(Set<Column> columns) {
            layout.table().choose(columns);
            layout.menus().set(columns);
        }

        @Override
        public void onCommand(Command command) {
            run(command);
        }

        @Override
        public void onSort(Column column, boolean greatestFirst) {
            arrange(old -> old.sorted(column, greatestFirst));
        }

        @Override
        public void onToggle(Group.Key group) {
            arrange(old -> {
                Set<Group.Key> open = new HashSet<>(old.open());
                if (!open.remove(group)) {
                    open.add(group);
                }
                return old.withOpen(open);
            });
        }

        @Override
        public void onArrange(UnaryOperator<Arrangement> change) {
            arrange(change);
        }

        @Override
        public void onMeasure() {
            inspection.page().ifPresent(page -> layout.fill(page, inspection.points()));
        }
    }
}
