package anax.procmaps.window.view;

import anax.procmaps.filter.Filter;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Box;
import anax.procmaps.window.model.Snapshot;
import anax.procmaps.window.model.SpaceScale;
import anax.procmaps.window.plot.Canvas;
import anax.procmaps.window.plot.SpacePlot;
import java.awt.Dimension;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Optional;

/// The address space as a bar: says what is pointed at; a part that is drawn over, or marked with Shift and the
/// arrows, filters the table, and can be looked at closer, where width is size.
///
/// Owner: the event thread. Never serialized.
@SuppressWarnings("serial")
public final class SpaceView extends Plot {
    private static final int HEIGHT = 58;
    private static final double LEAST_DRAG = 3;

    /// How much the addresses of the two ends need.
    private static final double END = 130;

    private final Words words;
    private final Listener listener;
    private Snapshot snapshot;
    private SpaceScale scale;
    private Optional<Filter.Range> brush = Optional.empty();
    private Optional<Filter.Range> zoom = Optional.empty();
    private int pointed = -1;
    private int marked = -1;
    private double pressed = -1;

    /// What the user does with it.
    public interface Listener {
        /// Marks a range, or none any more.
        void onBrush(Optional<Filter.Range> range);

        /// Points at a region and wants it shown.
        void onPick(int region);
    }

    /// @param words the language
    public SpaceView(Words words, Listener listener) {
        super("space", words.get("window.space"));
        this.words = words;
        this.listener = listener;
        setPreferredSize(new Dimension(Style.pixels(200), Style.pixels(HEIGHT)));
        setMinimumSize(getPreferredSize());
        var mouse = new Mouse();
        addMouseListener(mouse);
        addMouseMotionListener(mouse);
        onKey("RIGHT", () -> step(1));
        onKey("LEFT", () -> step(-1));
        onKey("shift RIGHT", () -> mark(1));
        onKey("shift LEFT", () -> mark(-1));
        onKey("ENTER", this::pick);
        onKey("ESCAPE", this::clear);
        onKey("Z", this::zoomIn);
    }

    /// Shows another look; nothing for null. A part that is looked at closer stays so.
    ///
    /// @param range the part that is marked
    public void show(Snapshot other, Optional<Filter.Range> range) {
        brush = range;
        if (other == snapshot) {
            repaint();
            return;
        }
        boolean isOther = snapshot == null || other == null || !other.isOfSameProcess(snapshot);
        snapshot = other;
        zoom = isOther ? Optional.empty() : zoom;
        rescale();
    }

    private void rescale() {
        scale = snapshot == null
                ? null
                : zoom.map(range -> SpaceScale.linear(snapshot.memory().map(), range))
                        .orElseGet(() -> SpaceScale.compressed(snapshot.memory().map()));
        if (scale == null || pointed >= scale.count()) {
            pointed = -1;
            marked = -1;
        }
        repaint();
    }

    /// Looks closer at what is marked, or, if nothing is, at what is pointed at.
    public void zoomIn() {
        if (brush.isEmpty() && pointed >= 0) {
            brush = Optional.of(new Filter.Range(scale.start(pointed), scale.end(pointed) - 1));
            listener.onBrush(brush);
        }
        zoom = brush;
        point(-1);
        rescale();
    }

    /// Marks nothing and shows all.
    public void clear() {
        brush = Optional.empty();
        zoom = Optional.empty();
        marked = -1;
        point(-1);
        rescale();
        listener.onBrush(brush);
    }

    @Override
    void draw(Canvas canvas, Box box) {
        if (snapshot != null) {
            new SpacePlot(snapshot, scale, brush, pointed, Style.theme()).draw(canvas, box);
            if (pointed >= 0) {
                String text = canvas.fitting(pointedText(), box.width() - 2 * END, false);
                canvas.text(
                        text,
                        box.x() + END,
                        SpacePlot.BAR + canvas.lineHeight(),
                        false,
                        Style.theme().ink());
            }
        }
    }

    private String pointedText() {
        int region = scale.region(pointed);
        return region == SpaceScale.NO_REGION
                ? RegionText.ofGap(words, snapshot, scale.start(pointed), scale.end(pointed))
                : RegionText.of(words, snapshot, region);
    }

    private void point(int segment) {
        pointed = segment;
        tell(segment < 0 ? "" : pointedText());
    }

    private void step(int by) {
        if (snapshot != null && scale.count() > 0) {
            marked = -1;
            point(Math.clamp((long) pointed + by, 0, scale.count() - 1));
        }
    }

    private void mark(int by) {
        if (snapshot != null && scale.count() > 0 && pointed >= 0) {
            marked = marked < 0 ? pointed : marked;
            point(Math.clamp((long) pointed + by, 0, scale.count() - 1));
            int from = Math.min(marked, pointed);
            int to = Math.max(marked, pointed);
            brush = Optional.of(new Filter.Range(scale.start(from), scale.end(to) - 1));
            listener.onBrush(brush);
        }
    }

    private void pick() {
        if (pointed >= 0 && scale.region(pointed) != SpaceScale.NO_REGION) {
            listener.onPick(scale.region(pointed));
        }
    }

    /// Owner: the view.
    private final class Mouse extends MouseAdapter {
        @Override
        public void mouseMoved(MouseEvent event) {
            int segment = snapshot == null ? -1 : scale.segmentAt(place(event));
            if (segment != pointed) {
                point(segment);
            }
        }

        @Override
        public void mouseExited(MouseEvent event) {
            if (pressed < 0 && !isFocusOwner()) {
                point(-1);
            }
        }

        @Override
        public void mousePressed(MouseEvent event) {
            requestFocusInWindow();
            pressed = x(event);
        }

        @Override
        public void mouseDragged(MouseEvent event) {
            if (snapshot != null && scale.count() > 0 && Math.abs(x(event) - pressed) >= LEAST_DRAG) {
                brush = Optional.of(scale.range(pressed / box().width(), place(event)));
                point(scale.segmentAt(place(event)));
            }
        }

        @Override
        public void mouseReleased(MouseEvent event) {
            boolean isDrag = Math.abs(x(event) - pressed) >= LEAST_DRAG;
            pressed = -1;
            if (snapshot == null || scale.count() == 0) {
                return;
            }
            if (isDrag) {
                listener.onBrush(brush);
            } else if (event.getClickCount() == 2) {
                clear();
            } else {
                point(scale.segmentAt(place(event)));
                pick();
            }
        }

        private double place(MouseEvent event) {
            return Math.clamp(x(event) / Math.max(1, box().width()), 0, 1);
        }
    }
}
