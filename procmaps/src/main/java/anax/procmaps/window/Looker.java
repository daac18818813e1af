package anax.procmaps.window;

import anax.procmaps.Detail;
import anax.procmaps.ProcessMemory;
import anax.procmaps.Target;
import anax.procmaps.live.Processes;
import anax.procmaps.maps.Flaw;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.text.ByteSize;
import anax.procmaps.window.export.Picture;
import anax.procmaps.window.model.ProcessEntry;
import anax.procmaps.window.model.Snapshot;
import java.awt.EventQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads `/proc` and files for the window, and says in one sentence why something cannot be shown.
///
/// Owner: the reading thread; an assertion refuses the event thread. Blocks as the kernel does.
final class Looker {
    /// Counting pages took 4.5 s for a process of 210 GB, which stood still meanwhile.
    private static final long MUCH = 16L << 30;

    private static final int LARGEST_PID = 1 << 22;
    private static final int TRIES = 3;

    private final ProcReader reader = new ProcReader();
    private final Words words;
    private final InstantSource clock;

    /// @param clock tells when a look was taken, and how long it took
    Looker(Words words, InstantSource clock) {
        this.words = words;
        this.clock = clock;
    }

    /// What the words in the box mean.
    sealed interface Found {}

    /// One process or file.
    ///
    /// @param target which
    record One(Target target) implements Found {}

    /// Several processes have the name.
    ///
    /// @param pids     their numbers
    /// @param sentence says so
    record Several(Set<Long> pids, String sentence) implements Found {}

    /// Nothing.
    ///
    /// @param sentence says so
    record Nothing(String sentence) implements Found {}

    /// How a look went.
    sealed interface Look {}

    /// It was seen.
    ///
    /// @param snapshot   what was seen
    /// @param tookMillis how long that took
    /// @param warning    what is wrong with it; empty if nothing
    record Seen(Snapshot snapshot, long tookMillis, String warning) implements Look {}

    /// It was not seen.
    ///
    /// @param sentence why
    record Failed(String sentence) implements Look {}

    /// Finds out what a number, a name or a file's name means.
    Found find(String text) {
        assertOffEventThread();
        String word = text.strip();
        if (word.isEmpty() || word.equals("-")) {
            return new Nothing(words.get("window.invalid", words.get("window.ask.hint")));
        }
        try {
            List<Target> found = Target.of(word);
            if (found.isEmpty()) {
                return new Nothing(words.get("window.invalid", words.get("error.notarget", Printable.of(word))));
            }
            if (found.size() == 1) {
                return new One(found.getFirst());
            }
            var pids = new ArrayList<Long>();
            found.forEach(target -> pids.add(((Target.Live) target).pid()));
            return new Several(Set.copyOf(pids), words.get("window.several", pids.size(), Printable.of(word)));
        } catch (InvalidPathException e) {
            return new Nothing(words.get("window.invalid", words.get("error.notarget", Printable.of(word))));
        } catch (IOException e) {
            return new Nothing(e.getMessage());
        }
    }

    /// Looks once.
    Look look(Target target, Set<Detail> details) {
        assertOffEventThread();
        long begin = clock.millis();
        try {
            return switch (target) {
                case Target.Live live -> process(live.pid(), details, begin);
                case Target.Saved saved -> file(saved.file(), begin);
                case Target.Input _ -> new Failed(words.get("window.invalid", words.get("window.ask.hint")));
            };
        } catch (IOException e) {
            return new Failed(Printable.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed(String.valueOf(e.getMessage()));
        }
    }

    private Look process(long pid, Set<Detail> details, long begin) throws IOException, InterruptedException {
        if (pid < 1 || pid > LARGEST_PID) {
            return new Failed(words.get("error.gone", Long.toString(pid)));
        }
        long resident = details.contains(Detail.PAGES) ? Processes.residentBytes(pid) : 0;
        String warning = resident < MUCH ? "" : words.get("warning.cost", Long.toString(pid), ByteSize.text(resident));
        ReadOutcome outcome = null;
        for (int i = 0; i < TRIES && (outcome == null || outcome.retryMayHelp()); i++) {
            switch (ProcessMemory.read(reader, pid, details)) {
                case ProcessMemory.Read read -> {
                    return seen(Processes.commandLine(pid), read.memory(), begin, warning);
                }
                case ProcessMemory.NotRead not -> outcome = not.outcome();
            }
        }
        return new Failed(words.outcome(outcome));
    }

    private Look file(Path file, long begin) throws IOException {
        try {
            ProcessMemory memory = ProcessMemory.ofText(Files.readAllBytes(file));
            if (memory.map().count() == 0) {
                return new Failed(words.get("window.nomap", Printable.of(file.toString())));
            }
            return seen(file.toString(), memory, begin, flawOf(file, memory.flaws()));
        } catch (NoSuchFileException e) {
            return new Failed(words.get("error.nofile", Printable.of(file.toString())));
        } catch (AccessDeniedException e) {
            return new Failed(words.get("error.closedfile", Printable.of(file.toString())));
        }
    }

    private Look seen(String title, ProcessMemory memory, long begin, String warning) {
        Snapshot snapshot = Snapshot.of(title, begin, memory);
        return new Seen(snapshot, clock.millis() - begin, warning);
    }

    private String flawOf(Path file, List<Flaw> flaws) {
        if (flaws.isEmpty()) {
            return "";
        }
        Flaw first = flaws.getFirst();
        String name = Printable.of(file.toString());
        String more = flaws.size() > 1 ? "; " + words.get("flaw.more", name, flaws.size() - 1) : "";
        return words.get("flaw." + first.kind(), name, Integer.toString(first.line()), Printable.of(first.text()))
                + more;
    }

    /// All processes that this user sees.
    List<ProcessEntry> processes() {
        assertOffEventThread();
        List<ProcessEntry> entries = new ArrayList<>();
        try {
            for (long pid : Processes.all()) {
                String name = new String(Processes.nameOctets(pid), StandardCharsets.UTF_8);
                if (!name.isEmpty()) {
                    entries.add(new ProcessEntry(pid, name, Processes.residentBytes(pid)));
                }
            }
        } catch (IOException e) {
            // Without a list the box still takes numbers; what is wrong with /proc is said there.
            return entries;
        }
        return entries;
    }

    /// Writes a picture; answers with what went wrong, if anything.
    Optional<String> write(Picture picture, Path file) {
        assertOffEventThread();
        try {
            picture.write(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    words.get("window.notwritten", Printable.of(file.toString()), Printable.of(e.toString())));
        }
    }

    private static void assertOffEventThread() {
        assert !EventQueue.isDispatchThread()
                : "files and /proc are read on the reading thread; go through its executor";
    }
}
