package anax.procmaps.tool;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Reads targets, and says in one sentence what could not be read.
///
/// Owner: one run of the command.
final class Reading {
    private static final long MUCH = 16L << 30;
    private static final int TRIES = 3;
    private static final int MOST_FLAWS = 3;
    private static final int STABLE_READS = 20;

    private final ProcReader reader = new ProcReader();
    private final Surroundings surroundings;
    private final Words words;
    private final Set<Detail> details;
    private final boolean stable;

    /// What became of one target.
    sealed interface Result {}

    /// It was read.
    ///
    /// @param memory what was read
    record Done(ProcessMemory memory) implements Result {}

    /// It has no memory, which is no failure: a kernel thread or a zombie.
    ///
    /// @param why in one sentence
    /// @param ended whether it has ended and waits for its parent
    record Nothing(String why, boolean ended) implements Result {}

    /// It was not read; the reason was said.
    ///
    /// @param exitCode what the program should end with
    record Failed(int exitCode) implements Result {}

    Reading(Surroundings surroundings, Words words, Set<Detail> details, boolean stable) {
        this.surroundings = surroundings;
        this.words = words;
        this.details = details;
        this.stable = stable;
    }

    Result of(Target target) throws IOException, InterruptedException {
        return switch (target) {
            case Target.Live live -> process(live.pid());
            case Target.Saved saved -> file(saved.file());
            case Target.Input _ -> new Done(text(surroundings.in(), "-"));
        };
    }

    /// Says why something was not found or not read.
    Failed fail(int exitCode, String sentence) {
        surroundings.out().flush();
        surroundings.err().println("anax maps: " + sentence);
        return new Failed(exitCode);
    }

    private Result process(long pid) throws IOException, InterruptedException {
        if (pid < 1 || pid > 1 << 22) {
            return fail(ExitCodes.NOT_FOUND, words.get("error.gone", Long.toString(pid)));
        }
        warnOfCost(pid);
        ReadOutcome outcome = null;
        for (int i = 0; i < TRIES && (outcome == null || outcome.retryMayHelp()); i++) {
            ProcessMemory.Result result = stable
                    ? ProcessMemory.readStable(reader, pid, details, STABLE_READS)
                    : ProcessMemory.read(reader, pid, details);
            switch (result) {
                case ProcessMemory.Read read -> {
                    return new Done(warned(read.memory(), Long.toString(pid)));
                }
                case ProcessMemory.NotRead not -> outcome = not.outcome();
            }
        }
        return explain(outcome);
    }

    /// Counting pages took 4.5 s for a process of 210 GB, which stood still meanwhile.
    private void warnOfCost(long pid) {
        long resident = details.contains(Detail.PAGES) ? Processes.residentBytes(pid) : 0;
        if (resident >= MUCH) {
            surroundings
                    .err()
                    .println("anax maps: " + words.get("warning.cost", Long.toString(pid), ByteSize.text(resident)));
        }
    }

    /// Says why a process was not read.
    Result explain(ReadOutcome outcome) {
        String sentence = words.outcome(outcome);
        return switch (outcome) {
            case ReadOutcome.Empty empty -> new Nothing(sentence, empty.reason() == ReadOutcome.Empty.Reason.ZOMBIE);
            case ReadOutcome.Gone _ -> fail(ExitCodes.NOT_FOUND, sentence);
            case ReadOutcome.Denied _ -> fail(ExitCodes.DENIED, sentence);
            case ReadOutcome.Torn _, ReadOutcome.TooLarge _, ReadOutcome.Ok _ -> fail(ExitCodes.USAGE, sentence);
        };
    }

    private Result file(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Done(text(in, file.toString()));
        } catch (NoSuchFileException e) {
            return fail(ExitCodes.NOT_FOUND, words.get("error.nofile", file));
        } catch (AccessDeniedException e) {
            return fail(ExitCodes.DENIED, words.get("error.closedfile", file));
        }
    }

    private ProcessMemory text(InputStream in, String label) throws IOException {
        return warned(ProcessMemory.ofText(in.readAllBytes()), label);
    }

    /// Says what is wrong with a text: the first flaws, and how many more there are.
    private ProcessMemory warned(ProcessMemory memory, String label) {
        List<Flaw> flaws = memory.flaws();
        surroundings.out().flush();
        for (Flaw flaw : flaws.subList(0, Math.min(MOST_FLAWS, flaws.size()))) {
            String line = Integer.toString(flaw.line());
            surroundings
                    .err()
                    .println("anax maps: " + words.get("flaw." + flaw.kind(), label, line, Printable.of(flaw.text())));
        }
        if (flaws.size() > MOST_FLAWS) {
            surroundings.err().println("anax maps: " + words.get("flaw.more", label, flaws.size() - MOST_FLAWS));
        }
        return memory;
    }
}
