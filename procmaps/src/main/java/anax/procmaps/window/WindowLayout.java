package anax.procmaps.window;

import anax.procmaps.classify.Category;
import anax.procmaps.filter.Filter;
import anax.procmaps.show.Words;
import anax.procmaps.window.model.Arrangement;
import anax.procmaps.window.model.Column;
import anax.procmaps.window.model.Measure;
import anax.procmaps.window.model.Page;
import anax.procmaps.window.model.Query;
import anax.procmaps.window.model.Timeline;
import anax.procmaps.window.view.Command;
import anax.procmaps.window.view.CompareView;
import anax.procmaps.window.view.FilterBox;
import anax.procmaps.window.view.LegendView;
import anax.procmaps.window.view.Menus;
import anax.procmaps.window.view.MessageLine;
import anax.procmaps.window.view.ProcessList;
import anax.procmaps.window.view.RegionTable;
import anax.procmaps.window.view.SpaceView;
import anax.procmaps.window.view.Style;
import anax.procmaps.window.view.TargetBar;
import anax.procmaps.window.view.TimelineView;
import anax.procmaps.window.view.TreemapView;
import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;

/// Where the views stand in the window, and how one gets to them.
///
/// Owner: the event thread.
final class WindowLayout {
    private static final int WIDTH = 1480;
    private static final int HEIGHT = 900;
    private static final int LEAST_WIDTH = 900;
    private static final int LEAST_HEIGHT = 600;
    private static final int SIDE = 290;

    private final Words words;
    private final Menus menus;
    private final TargetBar bar;
    private final MessageLine message;
    private final ProcessList processes;
    private final LegendView legend;
    private final SpaceView space;
    private final FilterBox filter;
    private final RegionTable table;
    private final TreemapView treemap;
    private final TimelineView timeline;
    private final CompareView compare;
    private final JComboBox<String> measure = new JComboBox<>();
    private final JTabbedPane tabs = new JTabbedPane();
    private final JFrame frame = new JFrame();
    private JFileChooser files;

    /// What the user does in the window.
    interface Listener extends TargetBar.Listener, RegionTable.Listener {
        /// Chose a command.
        void onCommand(Command command);

        /// Wants other columns.
        void onColumns(Set<Column> columns);

        /// Wants to see other rows, or in another way.
        void onArrange(UnaryOperator<Arrangement> change);

        /// Wants areas to stand for something else.
        void onMeasure();
    }

    /// @param elsewhere where views compute
    /// @param onClosed  is run when the window is closed
    WindowLayout(Words words, Executor elsewhere, Listener listener, Runnable onClosed) {
        this.words = words;
        this.menus = new Menus(words, listener::onCommand, listener::onColumns);
        this.bar = new TargetBar(words, listener);
        this.message = new MessageLine(words.get("window.message"));
        this.processes = new ProcessList(words, pid -> pick(pid, listener));
        this.legend = new LegendView(words, uses -> arrangeUses(uses, listener));
        this.space = new SpaceView(words, new SpaceView.Listener() {
            @Override
            public void onBrush(Optional<Filter.Range> range) {
                listener.onArrange(old -> old.withBrush(range));
            }

            @Override
            public void onPick(int region) {
                reveal(region);
            }
        });
        this.filter = new FilterBox(words, query -> arrangeQuery(query, listener));
        this.table = new RegionTable(words, listener);
        this.treemap = new TreemapView(words, elsewhere, this::reveal);
        this.timeline = new TimelineView(words);
        this.compare = new CompareView(words, elsewhere);
        for (Measure each : Measure.values()) {
            measure.addItem(words.get("measure." + each));
        }
        measure.setName("measure");
        measure.getAccessibleContext().setAccessibleName(words.get("window.measure"));
        measure.setToolTipText(words.get("window.measure"));
        measure.addActionListener(_ -> listener.onMeasure());
        build(onClosed);
    }

    private void pick(long pid, Listener listener) {
        bar.fill(Long.toString(pid));
        listener.onSubmit(Long.toString(pid));
    }

    private static void arrangeUses(Set<Category> uses, Listener listener) {
        listener.onArrange(old -> old.withUses(uses));
    }

    private static void arrangeQuery(Query query, Listener listener) {
        listener.onArrange(old -> old.withQuery(query));
    }

    private void build(Runnable onClosed) {
        addTab("window.table", table.component());
        addTab("window.treemap", treemap);
        addTab("window.timeline", timeline);
        addTab("window.compare", compare.component());
        tabs.setName("tabs");
        tabs.getAccessibleContext().setAccessibleName(words.get("window.tabs"));
        var trailing = new JPanel(new BorderLayout());
        trailing.add(measure, BorderLayout.EAST);
        tabs.putClientProperty("JTabbedPane.trailingComponent", trailing);
        var top = new JPanel(new BorderLayout());
        top.add(bar.component(), BorderLayout.CENTER);
        top.add(message.component(), BorderLayout.SOUTH);
        var above = new JPanel(new BorderLayout());
        above.add(space, BorderLayout.CENTER);
        above.add(filter.component(), BorderLayout.SOUTH);
        var middle = new JPanel(new BorderLayout());
        middle.add(above, BorderLayout.NORTH);
        middle.add(tabs, BorderLayout.CENTER);
        var side = new JSplitPane(JSplitPane.VERTICAL_SPLIT, processes.component(), legend.component());
        side.setResizeWeight(0.5);
        var whole = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, side, middle);
        whole.setDividerLocation(Style.pixels(SIDE));
        frame.setJMenuBar(menus.component());
        frame.add(top, BorderLayout.NORTH);
        frame.add(whole, BorderLayout.CENTER);
        frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent e) {
                onClosed.run();
            }
        });
        title("");
    }

    private void addTab(String key, JComponent view) {
        tabs.addTab(words.get(key), view);
    }

    /// Puts the window on the screen, with the cursor in the box.
    void show() {
        frame.setMinimumSize(within(LEAST_WIDTH, LEAST_HEIGHT));
        frame.setSize(within(WIDTH, HEIGHT));
        frame.setLocationByPlatform(true);
        frame.setVisible(true);
        bar.focus();
    }

    /// So many units, but no more than the screen has.
    private Dimension within(int width, int height) {
        Dimension screen = frame.getToolkit().getScreenSize();
        return new Dimension(
                Math.min(screen.width, Style.pixels(width)), Math.min(screen.height, Style.pixels(height)));
    }

    /// Takes the window off the screen.
    void close() {
        frame.dispose();
    }

    /// Names what is shown in the window's title.
    void title(String shown) {
        frame.setTitle(shown.isEmpty() ? "anax maps" : shown + " \u2014 anax maps");
    }

    /// Shows nothing.
    void clear() {
        table.show(null);
        space.show(null, Optional.empty());
        treemap.show(null, measure());
        timeline.show(List.of(), measure());
        legend.clear();
        legend.show(null, measure());
        filter.tell(0, 0);
        title("");
    }

    /// Shows a page.
    void fill(Page page, List<Timeline.Point> points) {
        table.show(page);
        space.show(page.snapshot(), page.arrangement().brush());
        treemap.show(page.snapshot(), measure());
        timeline.show(points, measure());
        legend.show(page.snapshot(), measure());
        filter.tell(page.rows().found(), page.snapshot().memory().map().count());
    }

    /// Shows the totals over time, of which there are more while all else is the same.
    void showTimes(List<Timeline.Point> points) {
        timeline.show(points, measure());
    }

    /// What areas stand for.
    Measure measure() {
        return List.of(Measure.values()).get(measure.getSelectedIndex());
    }

    /// Colours and fonts changed.
    void dress() {
        if (files != null) {
            SwingUtilities.updateComponentTreeUI(files);
        }
        table.layColumns();
        legend.layRows();
        processes.layRows();
        compare.layRows();
        message.dress();
    }

    /// Goes to a view.
    void go(Command command) {
        switch (command) {
            case GO_PID -> bar.focus();
            case GO_FILTER -> filter.focus();
            case GO_SPACE -> space.requestFocusInWindow();
            case GO_PROCESSES -> processes.focus();
            case GO_TABLE -> select(0, table.focused());
            case GO_TREEMAP -> select(1, treemap);
            case GO_TIMELINE -> select(2, timeline);
            case GO_COMPARE -> select(3, compare.focused());
            default -> throw new IllegalArgumentException(command + " leads nowhere; give one that goes to a view");
        }
    }

    private void select(int tab, JComponent view) {
        tabs.setSelectedIndex(tab);
        view.requestFocusInWindow();
    }

    private void reveal(int region) {
        tabs.setSelectedIndex(0);
        table.reveal(region);
    }

    /// A saved map that the user chooses.
    Optional<Path> askForFile() {
        return ask(words.get("command.OPEN"), words.get("window.open"));
    }

    /// Where the user wants the picture: SVG if the name ends so, else PNG.
    Optional<Path> askForPicture() {
        return ask(words.get("command.SAVE_PICTURE"), words.get("window.save"));
    }

    /// The chooser is made when it is first needed, for it is slow to come up; it stays in the folder that it was
    /// in.
    private Optional<Path> ask(String title, String verb) {
        if (files == null) {
            files = Style.named(new JFileChooser(), "files", title);
        }
        files.setDialogTitle(title);
        boolean isChosen = files.showDialog(frame, verb) == JFileChooser.APPROVE_OPTION;
        return isChosen ? Optional.of(files.getSelectedFile().toPath()) : Optional.empty();
    }

    /// Says what the keys do.
    void showKeys() {
        var text = new JTextArea(menus.keys());
        text.setEditable(false);
        text.setFont(new Font(Font.MONOSPACED, Font.PLAIN, text.getFont().getSize()));
        text.getAccessibleContext().setAccessibleName(words.get("command.KEYS"));
        JOptionPane.showMessageDialog(frame, text, words.get("command.KEYS"), JOptionPane.PLAIN_MESSAGE);
    }

    Menus menus() {
        return menus;
    }

    TargetBar bar() {
        return bar;
    }

    MessageLine message() {
        return message;
    }

    ProcessList processes() {
        return processes;
    }

    SpaceView space() {
        return space;
    }

    RegionTable table() {
        return table;
    }

    CompareView compare() {
        return compare;
    }
}
