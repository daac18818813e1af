package anax.procmaps.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.procmaps.maps.Child;
import anax.procmaps.maps.OddMemory;
import anax.procmaps.window.plot.Theme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The window on a screen of its own, used with keys and the mouse, on live processes of the test's own. Pictures of
/// the screen are kept in `target/window`.
@Timeout(120)
class WindowTest {
    private static final Path PICTURES = Path.of("target", "window");
    private static final int MANY = 60_000;
    private static final int LIVE_MANY = 5_000;
    private static final double QUICK_MILLIS = 50;
    private static final double QUIET_SHARE = 0.3; // its own compiler and collector make a fifth on two processors

    private static Screen screen;

    @TempDir
    private Path temp;

    @BeforeAll
    static void startScreen() throws IOException {
        assumeTrue(Screen.missing().isEmpty(), "the window is not tested: there is no " + Screen.missing());
        screen = Screen.start();
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void stopScreen() throws IOException {
        if (screen != null) {
            screen.close();
        }
    }

    private static void shoot(Driven window, String name) throws IOException {
        window.ask("shot", PICTURES.resolve(name + ".png").toAbsolutePath().toString());
    }

    private static Child sleeper() throws IOException {
        return Child.start(List.of("sh", "-c", "echo ready; read line"));
    }

    /// The file that `sh` really is.
    private static String program(Child child) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/exe")).toString();
    }

    private static void kill(Child child) {
        ProcessHandle.of(child.pid()).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    private static void submit(Driven window, String text) throws IOException {
        window.ask("key", "ctrl L");
        window.ask("type", text);
        window.ask("click", "submit");
    }

    /// The pages 4 and 5 of the original's report: a number, Submit, the coloured map, both scroll bars; a number
    /// that is none; and, which it could not do, another number in the same window.
    @Test
    void shouldPlayTheOriginalsSession() throws Exception {
        try (Child first = sleeper();
                Child second = sleeper();
                Driven window = Driven.start(screen, List.of())) {
            double used = window.number("processor");
            System.out.printf(
                    "window up %d ms after the start of its JVM, %.0f ms of processor time%n", window.upMillis(), used);
            assertThat(used).as("ms of processor time").isLessThan(3_000);
            shoot(window, "empty");
            assertThat(window.ask("focus")).isEqualTo("pid");

            submit(window, Long.toString(first.pid()));
            window.await("message", "PID: " + first.pid());
            String rows = window.await("table", "\\[stack\\]");
            assertThat(rows.indexOf("[vsyscall]"))
                    .as("the top address comes first")
                    .isLessThan(rows.indexOf("[stack]"));
            assertThat(rows).contains("Program text", "Library text", "Stack", "Free", program(first));
            assertThat(colours(window, "table")).hasSizeGreaterThanOrEqualTo(6);
            shoot(window, "map");

            assertThat(window.ask("bars", "table")).isEqualTo("true true");
            window.ask("click", "table");
            window.ask("key", "ctrl END");
            window.ask("wheel", "table", "50");
            String down = window.ask("scrolled", "table");
            assertThat(down).as("scrolled down").doesNotEndWith(" 0");
            window.ask("key", "END");
            assertThat(window.ask("scrolled", "table")).as("scrolled right").doesNotStartWith("0 ");
            shoot(window, "scrolled");

            submit(window, "wrong#number");
            assertThat(window.await("message", "Invalid"))
                    .isEqualTo(
                            "\u2716 Invalid values: \"wrong#number\" is no process, no file and no name of a process");
            assertThat(window.ask("text", "table")).isEmpty();
            shoot(window, "invalid");

            submit(window, Long.toString(second.pid()));
            window.await("message", "PID: " + second.pid());
            assertThat(window.await("table", "\\[stack\\]")).contains("Program text");
        }
    }

    private static List<String> colours(Driven window, String part) throws IOException {
        return List.of(window.ask("colours", part).strip().split(" "));
    }

    @Test
    void shouldSayWhyThereIsNoMapWhenAProcessHasNone() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 100 & echo $!; exec sleep 100").start();
        long zombie = Long.parseLong(parent.inputReader().readLine());
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            submit(window, "4194304");
            assertThat(window.await("message", "4194304")).contains("there is no process 4194304");
            assertThat(window.ask("text", "table")).isEmpty();
            submit(window, "123456789012");
            window.await("message", "\u2716 Invalid values: \"123456789012\" is no process");
            submit(window, "-");
            window.await("message", "Invalid values: a number, a name, or a saved file");
            ProcessHandle.of(zombie).orElseThrow().destroyForcibly();
            submit(window, Long.toString(zombie));
            window.await("message", "process " + zombie + " has ended and waits for its parent");
            if (Files.exists(Path.of("/proc/2/stat"))
                    && Files.readString(Path.of("/proc/2/comm")).contains("kthreadd")) {
                submit(window, "2");
                window.await("message", "kernel thread");
            }
            submit(window, temp.toString());
            window.await("message", "is no process, no file");
            kill(live);
            submit(window, Long.toString(live.pid()));
            window.await("message", "there is no process " + live.pid());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void shouldChooseSortCopyAndFilterWhenAMapIsShown() throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            window.await("processes", "\\b" + live.pid() + " \\| sh ");

            window.ask("heading", "table", "Size");
            window.await("table", "^ \\|[^|]*\\|[^|]*\\|[^|]*\\| 4 KiB");
            // Sooner it would be a double click, which sorts once.
            window.ask("sleep", "700");
            window.ask("heading", "table", "Size");
            assertThat(window.await("table", "^ \\| Non-canonical hole")).contains("16.0 EiB");
            window.ask("key", "ctrl T");
            window.await("table", "^ \\| Kernel half");
            window.ask("key", "ctrl T");
            window.await("table", "^ \\| Free \\| 0 ");

            window.ask("key", "ctrl F");
            window.ask("type", "stack");
            window.await("found", "^1 of ");
            assertThat(window.ask("text", "table").lines()).hasSize(1);
            window.ask("type", " context:1");
            window.await("table", "\n.*\\[stack\\].*\n");
            assertThat(window.ask("text", "table").lines()).hasSize(3);
            shoot(window, "filter");
            window.ask("type", " perm:q");
            window.await("found", "\"q\" are no rights; give letters of r, w, x, p and s");
            shoot(window, "wrong-filter");
            window.ask("key", "ESCAPE");
            window.await("table", "Program text");

            window.ask("key", "ctrl F");
            window.ask("type", "[stack");
            window.await("found", "^1 of ");
            window.ask("cell", "table", "0", "1", "1");
            window.ask("key", "ctrl C");
            assertThat(window.ask("clipboard"))
                    .startsWith("Change\tUse\tStart\tEnd\tSize\tPages\tPerm\tMapping\tOffset\tDevice\tInode\n\tStack\t")
                    .endsWith("\trw-p\t[stack]\t0\t0:0\t0\n");
            window.ask("key", "ctrl F");
            window.ask("key", "ESCAPE");
            window.await("table", "Program text");

            int stack = row(window.ask("text", "legend"), "Stack");
            window.ask("cell", "legend", Integer.toString(stack), "0", "1");
            window.await("found", "^1 of ");
            shoot(window, "legend");
            assertThat(window.ask("text", "sum")).contains(" regions, ");
            assertThat(window.ask("text", "free")).contains("TiB free, the largest ");
        }
    }

    private static int row(String rows, String begin) {
        List<String> lines = rows.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(begin)) {
                return i;
            }
        }
        throw new AssertionError("no row begins with " + begin + " in\n" + rows);
    }

    @Test
    void shouldMarkAndPointOutRegionsWhenBarAndTreemapAreUsed() throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            assertThat(colours(window, "space")).hasSizeGreaterThanOrEqualTo(5);
            window.ask("point", "space", "0.01", "0.3");
            window.await("space", program(live) + "$");

            window.ask("drag", "space", "0.001", "0.3", "0.1");
            window.await("found", "^\\d of ");
            shoot(window, "brush");
            window.ask("key", "Z");
            shoot(window, "zoom");
            window.ask("key", "ESCAPE");
            window.await("found", "^(\\d+) of \\1 ");

            window.ask("key", "ctrl B");
            for (int i = 0; i < 3; i++) {
                window.ask("key", "RIGHT");
            }
            window.ask("key", "shift RIGHT");
            window.await("found", "^[12] of ");
            window.ask("key", "ESCAPE");
            window.await("found", "^(\\d+) of \\1 ");

            window.ask("key", "ctrl 2");
            window.ask("point", "treemap", "0.3", "0.3");
            String pointed = window.await("treemap", "[0-9a-f]+-[0-9a-f]+");
            shoot(window, "treemap");
            window.ask("choose", "measure", "1");
            shoot(window, "treemap-without-pages");
            window.ask("click", "detail.PAGES");
            window.await("legend", "\\d KiB");
            window.ask("key", "ctrl 2");
            window.ask("point", "treemap", "0.4", "0.4");
            window.await("treemap", "[0-9a-f]+-[0-9a-f]+");
            shoot(window, "treemap-rss");
            window.ask("key", "ENTER");
            window.await("tabs", "Regions");
            window.await("table", " \\*\n");
            shoot(window, "picked");
            assertThat(pointed).contains("iB");
        }
    }

    @Test
    void shouldMarkWhatChangedWhenLookingAgainAndAgain() throws Exception {
        Path file = Files.write(temp.resolve("changing file"), new byte[16 * 65536]);
        Process live = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xint",
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Child.classPath(),
                        ChangingMemory.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader answers = live.inputReader(StandardCharsets.US_ASCII);
                var orders = new OutputStreamWriter(live.getOutputStream(), StandardCharsets.US_ASCII);
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            assertThat(answers.readLine()).isEqualTo("ready");
            window.ask("choose", "interval", "0");
            window.ask("key", "ctrl F");
            window.ask("type", "changing");
            window.await("found", "^0 of ");
            tell(orders, answers, "map");
            assertThat(window.await("table", "changing file")).contains("+ new").contains("256 KiB");
            tell(orders, answers, "grow");
            window.await("table", "\u25b2 grown.*512 KiB|\\+ new.*512 KiB");
            shoot(window, "new");
            window.ask("key", "ctrl K");
            window.ask("click", "pause");
            window.await("pause", "true");
            tell(orders, answers, "shrink");
            window.ask("sleep", "800");
            assertThat(window.ask("text", "table")).as("paused").contains("512 KiB");
            window.ask("key", "F5");
            window.await("table", "384 KiB");
            window.ask("key", "F6");
            window.await("pause", "false");
            window.ask("key", "ctrl F");
            window.ask("key", "ESCAPE");
            tell(orders, answers, "unmap");
            window.await("table", "\u2212 gone.*changing file");
            shoot(window, "gone");
            window.ask("key", "ctrl K");
            window.ask("key", "ctrl 4");
            window.ask("choose", "before", "1");
            window.await("changes", "gone.*changing file");
            assertThat(window.ask("text", "difference")).contains("regions changed, \u2212");
            shoot(window, "compare");
            window.ask("key", "ctrl 3");
            window.await("timeline", "^([2-9]|\\d\\d) looks");
            shoot(window, "timeline");
            live.destroyForcibly().waitFor();
            window.await("message", "\u2716 there is no process");
            window.ask("key", "ctrl 1");
            assertThat(window.ask("text", "table")).as("the last look stays").contains("libjvm");
        } finally {
            live.destroyForcibly();
        }
    }

    private static void tell(OutputStreamWriter orders, BufferedReader answers, String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
        assertThat(answers.readLine()).isEqualTo("ready");
    }

    @Test
    void shouldShowTheSameViewsWhenAFileWasSaved() throws Exception {
        Path saved = temp.resolve("saved.smaps");
        Files.copy(Path.of("/proc/self/smaps"), saved);
        try (Driven window = Driven.start(screen, List.of(), saved.toString())) {
            window.await("message", "saved.smaps");
            window.await("table", "libjvm");
            window.ask("key", "ctrl G");
            assertThat(window.await("table", "libjvm.so \\(\\d+ parts\\)")).contains("Library text");
            int group = row(window.ask("text", "table"), libjvm(window.ask("text", "table")));
            window.ask("cell", "table", Integer.toString(group), "1", "1");
            window.ask("key", "ENTER");
            window.await("table", "libjvm.so \\(\\d+ parts\\)[^\n]*\n([^\n]*\n)?[^\n]*libjvm.so ");
            shoot(window, "groups");

            window.ask("key", "ctrl S");
            window.ask("sleep", "300");
            window.ask("type", temp.resolve("picture.png").toString());
            window.ask("key", "ENTER");
            window.await("message", "written to .*picture.png");
            window.ask("key", "ctrl S");
            window.ask("sleep", "300");
            window.ask("key", "ctrl A");
            window.ask("type", temp.resolve("picture.svg").toString());
            window.ask("key", "ENTER");
            window.await("message", "written to .*picture.svg");
            assertThat(ImageIO.read(temp.resolve("picture.png").toFile()).getWidth())
                    .isEqualTo(2000);
            assertThat(Files.readString(temp.resolve("picture.svg")))
                    .startsWith("<?xml")
                    .contains("Library text", "Reserved")
                    .endsWith("</svg>\n");
            Files.copy(
                    temp.resolve("picture.png"), PICTURES.resolve("picture.png"), StandardCopyOption.REPLACE_EXISTING);

            Path garbage = Files.writeString(temp.resolve("garbage"), "no map\n");
            window.ask("key", "ctrl O");
            window.ask("sleep", "300");
            window.ask("key", "ctrl A");
            window.ask("type", garbage.toString());
            window.ask("key", "ENTER");
            window.await("message", "garbage holds no map of memory");
        }
    }

    @Test
    void shouldPutStacksOfThreadsTogetherWhenTheyAreNamed() throws Exception {
        try (Child live = Child.start(OddMemory.class, temp.toString(), "0");
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("table", "libjvm");
            window.ask("click", "detail.THREADS");
            window.await("legend", "Thread stack \\| \\d\\d");
            window.ask("key", "ctrl G");
            window.await("table", "Thread stack \\(\\d\\d regions\\)");
            window.ask("key", "ctrl F");
            window.ask("type", "use:thread_stack");
            shoot(window, "threads");
            window.await("found", "^\\d\\d of ");
        }
    }

    private static String libjvm(String rows) {
        return rows.lines()
                .filter(line -> line.contains("libjvm.so ("))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldSpeakSpanishOnDarkGroundAndLargeWhenAsked() throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(
                        screen, List.of("-Dflatlaf.uiScale=1.5"), "--lang=es", "--dark", Long.toString(live.pid()))) {
            window.await("table", "Bib Texto");
            assertThat(window.ask("text", "submit")).startsWith("Env\u00edo");
            String ground = "%06x ".formatted(new Theme(true).ground().getRGB() & 0xffffff);
            assertThat(window.ask("colours", "table")).contains(ground);
            shoot(window, "spanish-dark");
            window.ask("key", "ctrl 2");
            window.ask("point", "treemap", "0.3", "0.5");
            shoot(window, "spanish-dark-treemap");
            window.ask("key", "ctrl shift D");
            window.ask("key", "ctrl 1");
            window.ask("colours", "table");
            shoot(window, "spanish-light");
            submit(window, "nada#de");
            window.await("message", "Valores incorrectos: ");
        }
    }

    @Test
    void shouldBeSharpWhenTheScreenHasTwoPixelsForOne() throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of("-Dsun.java2d.uiScale=2"), Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            shoot(window, "scaled");
            assertThat(colours(window, "space")).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void shouldNameEachPartAndRefuseToReadOnTheEventThread() throws Exception {
        try (Child live = sleeper();
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("table", "\\[stack\\]");
            assertThat(window.ask("silent")).isEmpty();
            assertThat(window.ask("refuse")).contains("read on the reading thread");
            assertThat(window.ask("title")).startsWith("PID: " + live.pid());
            List<String> visited = new ArrayList<>();
            window.ask("key", "ctrl L");
            for (int i = 0; i < 12; i++) {
                visited.add(window.ask("focus"));
                window.ask("key", "TAB");
            }
            assertThat(visited).contains("pid", "submit", "detail.PAGES", "interval", "pause");
            List<String> keys = List.of("ctrl P", "ctrl F", "ctrl B", "ctrl 1", "ctrl 2", "ctrl 3", "ctrl 4");
            List<String> reached = new ArrayList<>();
            for (String key : keys) {
                window.ask("key", key);
                reached.add(window.ask("focus"));
            }
            assertThat(reached)
                    .containsExactly("processes", "filter", "space", "table", "treemap", "timeline", "before");
        }
    }

    /// By the clock, where the machine is quiet; else without what the threads waited for a processor, which says
    /// as much of the window. The figures are printed.
    @Test
    void shouldStayQuickWhenThereAreSixtyThousandRegions() throws Exception {
        Path many = temp.resolve("many.maps");
        Files.writeString(many, manyRegions());
        try (Driven window = Driven.start(screen, List.of(), many.toString())) {
            window.await("found", "^60,000 of 60,000");
            for (String text : List.of("lib7", "lib", "", "perm:x", "")) {
                window.ask("filled", "filter", text);
            }
            window.ask("click", "table");
            for (int i = 0; i < 10; i++) {
                window.ask("key", "PAGE_DOWN");
            }
            window.ask("forget");
            List<Took> filled = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                for (String text : List.of("lib1", "lib12", "size>8K", "~so$", "")) {
                    filled.add(Took.of(window.ask("filled", "filter", text)));
                }
            }
            double waited = window.number("waited");
            assertQuick("filtering, median", median(filled), waited);
            assertQuick("slowest event while filtering", Took.of(window.ask("slowest")), waited);
            window.ask("click", "table");
            window.ask("forget");
            for (int i = 0; i < 20; i++) {
                window.ask("key", "PAGE_DOWN");
                window.ask("wheel", "table", "3");
            }
            window.ask("key", "ctrl END");
            assertQuick("slowest event while scrolling", Took.of(window.ask("slowest")), window.number("waited"));
            shoot(window, "many");
        }
    }

    /// How many milliseconds something took by the clock, and how many of processor time.
    private record Took(double byClock, double ran) {
        static Took of(String told) {
            String[] figures = told.split(" ");
            return new Took(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
        }
    }

    private static Took median(List<Took> all) {
        return new Took(median(all, Took::byClock), median(all, Took::ran));
    }

    private static double median(List<Took> all, ToDoubleFunction<Took> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }

    private static void assertQuick(String what, Took took, double waited) {
        boolean isQuiet = waited < QUIET_SHARE;
        System.out.printf(
                "60,000 regions, %s: %.1f ms by the clock, %.1f of processor time; its threads waited %.0f %% of the"
                        + " while for a processor, so the %s is asserted%n",
                what, took.byClock, took.ran, 100 * waited, isQuiet ? "first" : "second");
        assertThat(isQuiet ? took.byClock : took.ran).as("%s, ms", what).isLessThan(QUICK_MILLIS);
    }

    private static String manyRegions() {
        var text = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            long start = 0x7f0000000000L + i * 0x4000L;
            String rights = i % 3 == 0 ? "r-xp" : i % 3 == 1 ? "rw-p" : "r--p";
            text.append("%x-%x %s 00000000 fd:00 %d    /usr/lib/lib%d.so%n"
                    .formatted(start, start + 0x1000L * (1 + i % 3), rights, 1 + i / 4, i / 4));
        }
        return text.toString();
    }

    @Test
    void shouldCostLittleWhenLookingAtFiveThousandRegionsAgainAndAgain() throws Exception {
        try (Child live = Child.start(OddMemory.class, temp.toString(), Integer.toString(LIVE_MANY));
                Driven window = Driven.start(screen, List.of(), Long.toString(live.pid()))) {
            window.await("found", " of [5-6],\\d\\d\\d");
            window.ask("sleep", "4500");
            double before = window.number("processor");
            window.ask("sleep", "6000");
            double used = (window.number("processor") - before) / 6000 * 100;
            System.out.printf("a look each 2 s at 5,000 regions: %.1f %% of a core%n", used);
            shoot(window, "live-many");
            assertThat(used).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void shouldSayWhatToDoWhenThereIsNoDisplay() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        Driven.classPath(),
                        "anax.procmaps.tool.MapsMain",
                        "--window",
                        "--lang=en")
                .start();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("anax maps: there is no display for a window; start it where DISPLAY is set and with a JDK"
                        + " that is not headless, or see the same in the terminal, with --bar, --totals, --watch and"
                        + " --diff\n");
        assertThat(process.waitFor()).isEqualTo(69);
    }
}
