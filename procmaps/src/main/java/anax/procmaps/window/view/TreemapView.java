package anax.procmaps.window.view;

import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.model.Tile;
import anax.procmaps.window.model.Treemap;
import anax.procmaps.window.plot.Canvas;
import anax.procmaps.window.plot.TreemapPlot;
import java.awt.Point;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.HierarchyEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/// The memory as rectangles: uses, in them files, in them regions. Says what is pointed at; a click or Enter shows
/// the region in the table.
///
/// Owner: the event thread. Laid out elsewhere, when it is seen. Never serialized.
@SuppressWarnings("serial")
public final class TreemapView extends Plot {
    private static final double MARGIN = 8;

    private final Words words;
    private final IntConsumer onPick;
    private final Latest<Treemap> layout;
    private Snapshot snapshot;
    private Snapshot laidOut;
    private Treemap map;
    private Tile pointed;
    private Measure measure = Measure.SIZE;

    /// @param words     the language
    /// @param elsewhere where to lay out
    /// @param onPick    takes a region that the user wants to see
    public TreemapView(Words words, Executor elsewhere, IntConsumer onPick) {
        super("treemap", words.get("window.treemap"));
        this.words = words;
        this.onPick = onPick;
        this.layout = new Latest<>(elsewhere);
        addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent e) {
                lay();
            }
        });
        addHierarchyListener(event -> {
            if ((event.getChangeFlags() & HierarchyEvent.SHOWING_CHANGED) != 0) {
                lay();
            }
        });
        var mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        onKey("RIGHT", () -> step(1));
        onKey("LEFT", () -> step(-1));
        onKey("ENTER", this::pick);
    }

    /// Shows another look; nothing for null.
    public void show(Snapshot other, Measure area) {
        if (other == snapshot && area == measure) {
            return;
        }
        snapshot = other;
        measure = area;
        if (other == null) {
            layout.forget();
            map = null;
            point(null);
        }
        lay();
    }

    private void lay() {
        Snapshot now = snapshot;
        if (now != null && isShowing() && getWidth() > 0 && measure.isKnown(now.memory())) {
            Box box = box();
            Measure area = measure;
            layout.run(() -> Treemap.of(now.memory(), area, box), done -> take(done, now));
        }
        repaint();
    }

    /// Shows another layout, and points at what was pointed at, or at what is under the mouse now.
    private void take(Treemap done, Snapshot now) {
        boolean wasRegion = pointed != null && pointed.region() >= 0;
        long start = wasRegion ? laidOut.memory().map().start(pointed.region()) : 0;
        map = done;
        laidOut = now;
        Tile same = null;
        for (Tile tile : done.tiles()) {
            if (wasRegion && tile.region() >= 0 && now.memory().map().start(tile.region()) == start) {
                same = tile;
            }
        }
        Point mouse = getMousePosition();
        if (same == null && mouse != null) {
            same = done.at(mouse.x / Style.unit(), mouse.y / Style.unit());
        }
        point(same);
    }

    @Override
    void draw(Canvas canvas, Box box) {
        if (snapshot == null) {
            return;
        }
        if (!measure.isKnown(snapshot.memory())) {
            canvas.text(
                    words.get("window.nopages"),
                    MARGIN,
                    MARGIN + canvas.lineHeight(),
                    false,
                    Style.theme().faint());
        } else if (map != null) {
            new TreemapPlot(map, pointed, words, Style.theme()).draw(canvas);
        }
    }

    private void point(Tile tile) {
        pointed = tile;
        if (tile == null || laidOut == null) {
            tell("");
        } else if (tile.region() >= 0) {
            tell(RegionText.of(words, laidOut, tile.region()));
        } else {
            String name = tile.name().isEmpty() ? "" : "  " + Printable.of(tile.name());
            tell(words.use(tile.category()) + name + "  " + ByteSize.text(tile.bytes()) + "  "
                    + words.get("window.regions", tile.count()));
        }
    }

    /// Walks over the regions, in the order in which they were laid.
    private void step(int by) {
        if (map == null || map.tiles().isEmpty()) {
            return;
        }
        int count = map.tiles().size();
        int at = pointed == null ? (by > 0 ? -1 : count) : map.tiles().indexOf(pointed);
        do {
            at += by;
        } while (at >= 0 && at < count && map.tiles().get(at).region() < 0);
        if (at >= 0 && at < count) {
            point(map.tiles().get(at));
        }
    }

    private void pick() {
        if (pointed != null && pointed.region() >= 0 && laidOut == snapshot) {
            onPick.accept(pointed.region());
        }
    }

    /// Owner: the view.
    private final class Mouse extends MouseAdapter {
        @Override
        public void mouseMoved(MouseEvent event) {
            Tile tile = map == null ? null : map.at(x(event), y(event));
            if (tile != pointed) {
                point(tile);
            }
        }

        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            mouseMoved(event);
        }

        @Override
        public void mouseClicked(MouseEvent event) {
            pick();
        }
    }
}
