package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.Target;
import anax.procmaps.live.Pagemap;
import anax.procmaps.query.PointAnswer;
import anax.procmaps.query.PointLookup;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.NumaMaps;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes the sheets that were asked for: of live processes, and of saved maps where the map is enough.
///
/// Owner: one run of the command. What could not be read is said, and handed to whoever makes the exit code.
final class Sheets {
    private final ProcReader reader = new ProcReader();
    private final Request request;
    private final Words words;
    private final Reading reading;
    private final Consumer<Reading.Result> failures;

    Sheets(Request request, Words words, Reading reading, Consumer<Reading.Result> failures) {
        this.request = request;
        this.words = words;
        this.reading = reading;
        this.failures = failures;
    }

    /// The sheet of a target; empty if it could not be read.
    ///
    /// @param memory of the target, read when it is needed
    Optional<Sheet> of(Target target, Memory memory) throws IOException, InterruptedException {
        if (request.subject() == Subject.POINTS) {
            return points(target, memory);
        }
        if (!(target instanceof Target.Live live)) {
            fail(ExitCodes.USAGE, "error.livefile", request.subject().option(), target.label());
            return Optional.empty();
        }
        Optional<ProcessMemory> read = memory.read();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Optional<Sheet> sheet = request.subject() == Subject.PAGES ? pages(live, read.get()) : nodes(live, read.get());
        if (sheet.isPresent() && !reader.identity(live.pid()).equals(read.get().process())) {
            fail(ExitCodes.USAGE, "error.torn.PID_REUSED", live.label());
            return Optional.empty();
        }
        return sheet;
    }

    /// The map of a target; empty if it could not be read, which was said.
    @FunctionalInterface
    interface Memory {
        Optional<ProcessMemory> read() throws IOException, InterruptedException;
    }

    private Optional<Sheet> pages(Target.Live live, ProcessMemory memory) throws IOException {
        try (var pagemap = new Pagemap(live.pid(), memory.pageSize())) {
            return Optional.of(PageSheet.of(memory, request.view(), pagemap, words, request.palette()));
        } catch (AccessDeniedException _) {
            fail(ExitCodes.DENIED, "error.denied", live.label());
        } catch (NoSuchFileException _) {
            fail(ExitCodes.NOT_FOUND, "error.gone", live.label());
        }
        return Optional.empty();
    }

    private Optional<Sheet> nodes(Target.Live live, ProcessMemory memory) throws IOException {
        if (Files.notExists(Path.of("/proc/self", ProcFile.NUMA_MAPS.fileName()))) {
            fail(ExitCodes.USAGE, "error.nonuma");
            return Optional.empty();
        }
        return switch (reader.read(live.pid(), ProcFile.NUMA_MAPS)) {
            case ReadOutcome.Ok ok ->
                Optional.of(NodeSheet.of(memory, request.view(), NumaMaps.parse(ok.text()), words, request.palette()));
            case ReadOutcome other -> {
                failures.accept(reading.explain(other));
                yield Optional.empty();
            }
        };
    }

    private Optional<Sheet> points(Target target, Memory memory) throws IOException, InterruptedException {
        var found = new PointSheet();
        if (target instanceof Target.Live live && Files.exists(Path.of("/proc", live.label()))) {
            try (PointLookup lookup = PointLookup.in(reader, live.pid())) {
                for (long address : request.addresses()) {
                    Optional<PointAnswer> answer = lookup.at(address);
                    if (answer.isEmpty() && memory.read().isEmpty()) {
                        return Optional.empty(); // it cannot be read at all
                    }
                    add(found, target, address, answer);
                }
            }
            return found.sheet();
        }
        Optional<ProcessMemory> read = memory.read();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        for (long address : request.addresses()) {
            int region = read.get().map().indexOf(address);
            add(
                    found,
                    target,
                    address,
                    region < 0
                            ? Optional.empty()
                            : Optional.of(PointAnswer.ofText(read.get().map().region(region))));
        }
        return found.sheet();
    }

    private void add(PointSheet sheet, Target target, long address, Optional<PointAnswer> answer) {
        if (answer.isPresent()) {
            sheet.add(address, answer.get());
        } else {
            fail(ExitCodes.NOT_FOUND, "error.nopoint", target.label(), Long.toHexString(address));
        }
    }

    private void fail(int exitCode, String key, Object... values) {
        failures.accept(reading.fail(exitCode, words.get(key, values)));
    }
}
