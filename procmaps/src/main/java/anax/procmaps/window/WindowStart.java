package anax.procmaps.window;

import anax.procmaps.show.Words;
import anax.procmaps.window.view.Style;
import java.awt.AWTError;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.swing.JComponent;

/// Opens the window and waits until it is closed.
///
/// Owner: the main thread.
public final class WindowStart {
    private WindowStart() {}

    /// Whether there is a screen to put a window on, and a JDK that can.
    public static boolean hasDisplay() {
        if (GraphicsEnvironment.isHeadless()) {
            return false;
        }
        try {
            return GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices().length > 0;
        } catch (HeadlessException | AWTError | LinkageError _) {
            return false;
        }
    }

    /// Opens the window; blocks until the user has closed it.
    ///
    /// @param target what to show at once: a number, a name or a file; empty for nothing
    /// @param dark   whether on dark ground
    public static void open(Locale locale, String target, boolean dark) throws InterruptedException {
        // Without this a library is unpacked that only moves windows by their content.
        System.setProperty("flatlaf.useNativeLibrary", "false");
        Words words = Words.ofWindow(locale);
        InstantSource clock = InstantSource.system();
        var closed = new CountDownLatch(1);
        ExecutorService reading = Executors.newSingleThreadExecutor(named("anax-maps-reader"));
        ExecutorService computing = Executors.newSingleThreadExecutor(named("anax-maps-computer"));
        EventQueue.invokeLater(() -> {
            JComponent.setDefaultLocale(locale);
            Style.wear(dark);
            var window = new MapWindow(words, new Looker(words, clock), reading, computing, closed::countDown, dark);
            window.open(target);
        });
        try {
            closed.await();
        } finally {
            // A look that the kernel holds up is not waited for.
            reading.shutdownNow();
            computing.shutdownNow();
        }
    }

    private static ThreadFactory named(String name) {
        return task -> Thread.ofPlatform().name(name).daemon().unstarted(task);
    }
}
