package anax.procmaps.window;

import anax.procmaps.show.Words;
import anax.procmaps.tool.MapsMain;
import com.sun.management.OperatingSystemMXBean;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.DataFlavor;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JScrollBar;
import javax.swing.JScrollPane;
import javax.swing.JTabbedPane;
import javax.swing.JTable;
import javax.swing.JViewport;
import javax.swing.KeyStroke;
import javax.swing.SwingUtilities;
import javax.swing.event.TableModelListener;
import javax.swing.plaf.basic.BasicSplitPaneDivider;
import javax.swing.text.JTextComponent;

/// Uses the window as a person does, with keys and the mouse, and reads what it shows: runs beside the program in its
/// JVM and takes orders, a line each, from standard input.
///
/// Owner: the main thread.
public final class Driver {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final long PATIENCE_MILLIS = 30_000;
    private static final char NEWLINE = '\u0001';

    private final Robot robot;
    private final EventTimes times = new EventTimes(CLOCK);
    private final ProcessorWaits waits = new ProcessorWaits(CLOCK);

    private Driver() throws Exception {
        robot = new Robot();
        robot.setAutoDelay(2);
        EventQueue.invokeAndWait(
                () -> Toolkit.getDefaultToolkit().getSystemEventQueue().push(times));
    }

    /// Starts the program, and obeys.
    ///
    /// @param arguments those of `anax maps`
    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform().name("program").start(() -> MapsMain.main(arguments));
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Driver driver = null;
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String answer;
            try {
                if (driver == null) {
                    awaitFrame();
                    answer = Long.toString(CLOCK.millis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime());
                    driver = new Driver();
                } else {
                    answer = driver.obey(order.replace(NEWLINE, '\n').split("\t", -1));
                }
            } catch (Exception | AssertionError e) {
                answer = "!" + e;
            }
            System.out.println(answer.replace('\n', NEWLINE));
        }
        System.exit(0);
    }

    private static void awaitFrame() throws Exception {
        long end = CLOCK.millis() + PATIENCE_MILLIS;
        boolean up = false;
        while (!up && CLOCK.millis() < end) {
            Thread.sleep(10);
            up = Frame.getFrames().length > 0
                    && onEventThread(() -> Frame.getFrames()[0].isShowing() && Frame.getFrames()[0].isFocused());
        }
        if (!up) {
            throw new IllegalStateException("no window came up");
        }
    }

    private String obey(String[] order) throws Exception {
        return switch (order[0]) {
            case "text" -> text(order[1]);
            case "await" -> await(order[1], order[2]);
            case "click" -> {
                click(center(order[1]), 1);
                yield "";
            }
            case "point" -> {
                move(within(order[1], order[2], order[3]));
                yield "";
            }
            case "clickat" -> {
                click(within(order[1], order[2], order[3]), Integer.parseInt(order[4]));
                yield "";
            }
            case "cell" -> {
                click(
                        cell(order[1], Integer.parseInt(order[2]), Integer.parseInt(order[3])),
                        Integer.parseInt(order[4]));
                yield "";
            }
            case "heading" -> {
                click(heading(order[1], order[2]), 1);
                yield "";
            }
            case "drag" -> {
                drag(within(order[1], order[2], order[3]), within(order[1], order[4], order[3]));
                yield "";
            }
            case "type" -> {
                type(order[1]);
                yield "";
            }
            case "key" -> {
                press(order[1]);
                yield "";
            }
            case "wheel" -> {
                move(center(order[1]));
                robot.mouseWheel(Integer.parseInt(order[2]));
                robot.waitForIdle();
                yield "";
            }
            case "choose" ->
                onEventThread(() -> {
                    ((JComboBox<?>) find(order[1])).setSelectedIndex(Integer.parseInt(order[2]));
                    return "";
                });
            case "shot" -> shot(new File(order[1]));
            case "colours" -> colours(order[1]);
            default -> measure(order);
        };
    }

    private String measure(String[] order) throws Exception {
        return switch (order[0]) {
            case "focus" ->
                onEventThread(() -> String.valueOf(KeyboardFocusManager.getCurrentKeyboardFocusManager()
                        .getFocusOwner()
                        .getName()));
            case "scrolled" ->
                onEventThread(() -> {
                    Point at = ((JViewport) SwingUtilities.getAncestorOfClass(JViewport.class, find(order[1])))
                            .getViewPosition();
                    return at.x + " " + at.y;
                });
            case "bars" ->
                onEventThread(() -> {
                    var pane = (JScrollPane) SwingUtilities.getAncestorOfClass(JScrollPane.class, find(order[1]));
                    return pane.getHorizontalScrollBar().isShowing() + " "
                            + pane.getVerticalScrollBar().isShowing();
                });
            case "clipboard" ->
                (String) Toolkit.getDefaultToolkit().getSystemClipboard().getData(DataFlavor.stringFlavor);
            case "silent" -> onEventThread(() -> String.join(", ", silent(Frame.getFrames()[0])));
            case "title" -> onEventThread(() -> Frame.getFrames()[0].getTitle());
            case "slowest" -> times.slowest();
            case "forget" -> {
                times.forget();
                waits.begin();
                yield "";
            }
            case "waited" -> Double.toString(waits.share());
            case "processor" -> {
                var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
                yield Long.toString(system.getProcessCpuTime() / 1_000_000);
            }
            case "sleep" -> {
                Thread.sleep(Long.parseLong(order[1]));
                yield "";
            }
            case "filled" -> filled(order[1], order[2]);
            case "shrink" -> onEventThread(Driver::shrink);
            case "cut" -> onEventThread(() -> String.join("\n", CutTexts.in(Frame.getFrames()[0])));
            case "refuse" -> onEventThread(() -> refused());
            default -> throw new IllegalArgumentException("there is no order " + order[0]);
        };
    }

    /// How many milliseconds it takes from a text in the filter box to the rows in the table: by the clock, and
    /// in processor time of the threads that do it.
    private String filled(String box, String text) throws Exception {
        var end = new CompletableFuture<Instant>();
        TableModelListener listener = _ -> end.complete(CLOCK.instant());
        var model = ((JTable) find("table")).getModel();
        onEventThread(() -> {
            model.addTableModelListener(listener);
            return "";
        });
        long ranBefore = ranOfFiltering();
        Instant begin = CLOCK.instant();
        EventQueue.invokeLater(() -> ((JTextComponent) find(box)).setText(text));
        long tookNs = Duration.between(begin, end.get()).toNanos();
        long ranNs = ranOfFiltering() - ranBefore;
        onEventThread(() -> {
            model.removeTableModelListener(listener);
            return "";
        });
        return String.format(Locale.ROOT, "%.1f %.1f", tookNs / 1e6, ranNs / 1e6);
    }

    private static long ranOfFiltering() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null
                        && (thread.getThreadName().startsWith("AWT-EventQueue")
                                || thread.getThreadName().equals("anax-maps-computer")))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    /// Makes the window as small as it may be.
    private static String shrink() {
        Frame frame = Frame.getFrames()[0];
        frame.setSize(frame.getMinimumSize());
        frame.validate();
        return frame.getWidth() + " " + frame.getHeight();
    }

    /// Asks on the event thread for what may not be read there.
    private static String refused() {
        try {
            return "read "
                    + new Looker(Words.ofWindow(Locale.ROOT), CLOCK).processes().size();
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private String await(String part, String expression) throws Exception {
        Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
        long end = CLOCK.millis() + PATIENCE_MILLIS;
        String seen = text(part);
        while (!pattern.matcher(seen).find()) {
            if (CLOCK.millis() > end) {
                throw new IllegalStateException("waited in vain; it says: " + seen);
            }
            Thread.sleep(20);
            seen = text(part);
        }
        robot.waitForIdle();
        return text(part);
    }

    private static <T> T onEventThread(Callable<T> work) throws Exception {
        var task = new FutureTask<T>(work);
        EventQueue.invokeLater(task);
        return task.get();
    }

    private static String text(String part) throws Exception {
        return onEventThread(() -> switch (find(part)) {
            case JTable table -> rows(table);
            case JLabel label -> label.getText();
            case JTextComponent box -> box.getText();
            case AbstractButton button -> button.getText() + " " + button.isSelected();
            case JTabbedPane tabs -> tabs.getTitleAt(tabs.getSelectedIndex());
            case JComboBox<?> choice -> String.valueOf(choice.getSelectedItem());
            case JComponent plot -> String.valueOf(plot.getAccessibleContext().getAccessibleDescription());
            default -> throw new IllegalArgumentException(part + " has no text");
        });
    }

    private static String rows(JTable table) {
        var text = new StringBuilder();
        for (int row = 0; row < Math.min(table.getRowCount(), 300); row++) {
            for (int column = 0; column < table.getColumnCount(); column++) {
                text.append(column == 0 ? "" : " | ").append(table.getValueAt(row, column));
            }
            text.append(table.isRowSelected(row) ? " *" : "").append('\n');
        }
        return text.toString();
    }

    static Component find(String name) {
        for (Window window : Window.getWindows()) {
            Component found = window.isShowing() ? find(window, name) : null;
            if (found != null) {
                return found;
            }
        }
        throw new IllegalArgumentException("no part is called " + name);
    }

    private static Component find(Container in, String name) {
        for (Component each : in.getComponents()) {
            Component found = name.equals(each.getName()) ? each : each instanceof Container c ? find(c, name) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// The parts that take the focus and have no name that could be read aloud.
    private static List<String> silent(Container in) {
        List<String> silent = new ArrayList<>();
        for (Component each : in.getComponents()) {
            boolean isOurs = each.isFocusable()
                    && each instanceof JComponent
                    && (each instanceof JTable
                            || each instanceof JTextComponent
                            || each instanceof AbstractButton
                            || each instanceof JComboBox<?>
                            || each instanceof JTabbedPane
                            || (each.getName() != null && !each.getName().startsWith("null.")));
            boolean isPartOfAnother = SwingUtilities.getAncestorOfClass(JComboBox.class, each) != null
                    || SwingUtilities.getAncestorOfClass(JScrollBar.class, each) != null
                    || SwingUtilities.getAncestorOfClass(JTextComponent.class, each) != null
                    || each.getParent() instanceof BasicSplitPaneDivider;
            String spoken = each.getAccessibleContext() == null
                    ? null
                    : each.getAccessibleContext().getAccessibleName();
            if (isOurs && !isPartOfAnother && (spoken == null || spoken.isBlank())) {
                silent.add(each.getClass().getSimpleName() + " " + each.getName());
            }
            if (each instanceof Container c) {
                silent.addAll(silent(c));
            }
        }
        return silent;
    }

    private Point within(String part, String across, String down) throws Exception {
        return onEventThread(() -> {
            Component of = find(part);
            Point origin = of.getLocationOnScreen();
            return new Point(
                    origin.x + (int) (of.getWidth() * Double.parseDouble(across)),
                    origin.y + (int) (of.getHeight() * Double.parseDouble(down)));
        });
    }

    private Point center(String part) throws Exception {
        return onEventThread(() -> {
            var of = (JComponent) find(part);
            Rectangle seen = of.getVisibleRect();
            Point origin = of.getLocationOnScreen();
            return new Point(origin.x + seen.x + seen.width / 2, origin.y + seen.y + seen.height / 2);
        });
    }

    private Point cell(String part, int row, int column) throws Exception {
        return onEventThread(() -> {
            var table = (JTable) find(part);
            Rectangle cell = table.getCellRect(row, column, false);
            table.scrollRectToVisible(cell);
            Point origin = table.getLocationOnScreen();
            return new Point(origin.x + cell.x + cell.width / 2, origin.y + cell.y + cell.height / 2);
        });
    }

    private Point heading(String part, String text) throws Exception {
        return onEventThread(() -> {
            var table = (JTable) find(part);
            int column = table.getColumnModel().getColumnIndex(text);
            Rectangle cell = table.getTableHeader().getHeaderRect(column);
            Point origin = table.getTableHeader().getLocationOnScreen();
            return new Point(origin.x + cell.x + cell.width / 3, origin.y + cell.y + cell.height / 2);
        });
    }

    private void move(Point to) {
        robot.mouseMove(to.x, to.y);
        robot.waitForIdle();
    }

    private void click(Point at, int times) {
        move(at);
        for (int i = 0; i < times; i++) {
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        }
        robot.waitForIdle();
    }

    private void drag(Point from, Point to) {
        move(from);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        for (int step = 1; step <= 5; step++) {
            robot.mouseMove(from.x + (to.x - from.x) * step / 5, from.y + (to.y - from.y) * step / 5);
        }
        robot.waitForIdle();
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    private void type(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String shifted = "~!@#$%^&*()_+{}|:\"<>?";
            String plain = "`1234567890-=[]\\;',./";
            int place = shifted.indexOf(c);
            boolean shift = place >= 0 || Character.isUpperCase(c);
            int code = KeyEvent.getExtendedKeyCodeForChar(place >= 0 ? plain.charAt(place) : Character.toLowerCase(c));
            if (shift) {
                robot.keyPress(KeyEvent.VK_SHIFT);
            }
            robot.keyPress(code);
            robot.keyRelease(code);
            if (shift) {
                robot.keyRelease(KeyEvent.VK_SHIFT);
            }
        }
        robot.waitForIdle();
    }

    /// One key as KeyStroke writes it, with what is held beside it.
    private void press(String key) {
        KeyStroke stroke = KeyStroke.getKeyStroke(key);
        List<Integer> held = new ArrayList<>();
        if ((stroke.getModifiers() & InputEvent.CTRL_DOWN_MASK) != 0) {
            held.add(KeyEvent.VK_CONTROL);
        }
        if ((stroke.getModifiers() & InputEvent.SHIFT_DOWN_MASK) != 0) {
            held.add(KeyEvent.VK_SHIFT);
        }
        held.forEach(robot::keyPress);
        robot.keyPress(stroke.getKeyCode());
        robot.keyRelease(stroke.getKeyCode());
        held.forEach(robot::keyRelease);
        robot.waitForIdle();
    }

    private String shot(File file) throws Exception {
        robot.waitForIdle();
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        ImageIO.write(robot.createScreenCapture(screen), "png", file);
        return "";
    }

    /// How many different colours a part has on the screen, greys left out.
    private String colours(String part) throws Exception {
        robot.waitForIdle();
        Rectangle of = onEventThread(() -> {
            var component = (JComponent) find(part);
            Rectangle seen = component.getVisibleRect();
            Point origin = component.getLocationOnScreen();
            return new Rectangle(origin.x + seen.x, origin.y + seen.y, seen.width, seen.height);
        });
        var image = robot.createScreenCapture(of);
        var counts = new TreeMap<Integer, Integer>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        var found = new StringBuilder();
        counts.forEach((colour, count) -> found.append(count >= 100 ? "%06x ".formatted(colour) : ""));
        return found.toString();
    }
}
