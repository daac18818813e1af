package anax.procmaps.tool;

import anax.procmaps.ProcessMemory;
import anax.procmaps.Target;
import anax.procmaps.diff.MapsDiff;
import anax.procmaps.live.Processes;
import anax.procmaps.original.OriginalLanguage;
import anax.procmaps.original.OriginalTable;
import anax.procmaps.show.Printable;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.SmapsSnapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run of the command: finds the targets, reads them, writes what was asked for.
///
/// Owner: the main thread.
final class Session {
    private final Surroundings surroundings;
    private final Request request;
    private final Words words;
    private final Reading reading;
    private final PrintStream out;
    private final CsvReport csv;
    private final Sheets sheets;
    private final SheetReport sheetReport;
    private int exitCode = ExitCodes.OK;

    Session(Surroundings surroundings, Request request) {
        this.surroundings = surroundings;
        this.request = request;
        this.words = Words.of(request.locale());
        this.reading = new Reading(surroundings, words, request.details(), request.stable());
        this.out = surroundings.out();
        this.csv = new CsvReport(out);
        this.sheets = new Sheets(request, words, reading, this::memory);
        this.sheetReport = new SheetReport(out, words, request.palette());
    }

    /// Runs to the end, and answers with the exit code.
    int run() throws IOException, InterruptedException {
        List<Target> targets = new ArrayList<>();
        for (String word : request.targets()) {
            List<Target> found = Target.of(word);
            if (found.isEmpty()) {
                fail(reading.fail(ExitCodes.NOT_FOUND, words.get("error.notarget", word)));
            }
            targets.addAll(found);
        }
        if (request.diff()) {
            diff(targets);
        } else if (request.watchSeconds() > 0) {
            watch(targets);
        } else {
            for (Target target : targets) {
                if (request.subject() == Subject.REGIONS) {
                    write(target, targets.size() > 1);
                } else {
                    writeSheet(target, targets.size() > 1);
                }
            }
        }
        out.flush();
        return exitCode;
    }

    private void diff(List<Target> targets) throws IOException, InterruptedException {
        if (targets.size() != 2) {
            if (exitCode == ExitCodes.OK) {
                fail(reading.fail(ExitCodes.USAGE, words.get("error.diff", targets.size())));
            }
            return;
        }
        List<ProcessMemory> sides = new ArrayList<>();
        for (Target target : targets) {
            memory(reading.of(target)).ifPresent(sides::add);
        }
        if (sides.size() == 2) {
            MapsDiff difference =
                    MapsDiff.between(sides.getFirst().map(), sides.getLast().map());
            if (request.format() == Format.JSON) {
                new JsonReport(out)
                        .write(targets.getFirst().label(), targets.getLast().label(), difference);
            } else {
                new DiffReport(out, words, request.palette()).write(difference);
            }
        }
    }

    private void watch(List<Target> targets) throws IOException, InterruptedException {
        if (targets.size() != 1) {
            if (exitCode == ExitCodes.OK) {
                fail(reading.fail(ExitCodes.USAGE, words.get("error.watch", targets.size())));
            }
            return;
        }
        new Watch(surroundings, request, words).run(() -> memory(reading.of(targets.getFirst())), table());
    }

    private void write(Target target, boolean several) throws IOException, InterruptedException {
        boolean isPmap = request.format() == Format.PMAP || request.format() == Format.PMAP_EXTENDED;
        Reading.Result result = reading.of(target);
        if (isPmap && target instanceof Target.Live live) {
            writePmap(live, result);
            return;
        }
        var memory = memory(result);
        if (memory.isEmpty()) {
            return;
        }
        switch (request.format()) {
            case TABLE, TOTALS -> {
                if (several || target instanceof Target.Live) {
                    out.println(request.palette().bold(heading(target)));
                }
                writeForPeople(memory.get());
            }
            case JSON -> new JsonReport(out).write(target.label(), memory.get(), request.view());
            case CSV -> csv.write(target.label(), memory.get(), request.view());
            case ORIGINAL ->
                out.print(OriginalTable.text(number(target), memory.get().map(), original()));
            case PMAP, PMAP_EXTENDED ->
                fail(reading.fail(ExitCodes.USAGE, words.get("error.pmapfile", target.label())));
        }
    }

    private void writeSheet(Target target, boolean several) throws IOException, InterruptedException {
        Optional<Sheet> made = sheets.of(target, () -> memory(reading.of(target)));
        if (made.isEmpty()) {
            return;
        }
        switch (request.format()) {
            case JSON -> sheetReport.writeJson(target.label(), made.get());
            case CSV -> sheetReport.writeCsv(target.label(), made.get());
            default -> {
                if (several || target instanceof Target.Live) {
                    out.println(request.palette().bold(heading(target)));
                }
                sheetReport.writeTable(made.get());
            }
        }
    }

    private void writeForPeople(ProcessMemory memory) {
        if (request.bar()) {
            new SpaceBar(out, words, request.palette(), surroundings.columns()).write(memory);
        }
        if (request.format() == Format.TOTALS) {
            table().writeTotals(memory, request.view());
        } else {
            table().write(memory, request.view());
        }
    }

    /// As pmap does, what is empty has a total, and what is gone has no line.
    private void writePmap(Target.Live live, Reading.Result result) {
        switch (result) {
            case Reading.Done done -> {
                ProcessMemory memory = done.memory();
                out.println(Pmap.heading(live.pid(), false));
                var pmap = new Pmap(out, memory.map(), memory.process().orElseThrow());
                if (request.format() == Format.PMAP_EXTENDED) {
                    pmap.writeExtended(memory.pages().orElseGet(() -> SmapsSnapshot.parse(new byte[0])));
                } else {
                    pmap.write();
                }
            }
            case Reading.Nothing nothing -> {
                out.println(Pmap.heading(live.pid(), nothing.ended()));
                Pmap.writeEmpty(out, request.format() == Format.PMAP_EXTENDED);
            }
            case Reading.Failed failed -> {
                if (failed.exitCode() == ExitCodes.DENIED) {
                    out.println(Pmap.heading(live.pid(), false));
                }
                fail(failed);
            }
        }
    }

    private Optional<ProcessMemory> memory(Reading.Result result) {
        return switch (result) {
            case Reading.Done done -> Optional.of(done.memory());
            case Reading.Nothing nothing -> {
                out.flush();
                surroundings.err().println("anax maps: " + nothing.why());
                yield Optional.empty();
            }
            case Reading.Failed failed -> {
                fail(failed);
                yield Optional.empty();
            }
        };
    }

    private void fail(Reading.Failed failed) {
        exitCode = Math.max(exitCode, failed.exitCode());
    }

    private TableReport table() {
        return new TableReport(out, words, request.palette(), request.columns());
    }

    private String heading(Target target) {
        return switch (target) {
            case Target.Live live -> live.pid() + ": " + Printable.of(Processes.commandLine(live.pid()));
            case Target.Saved _, Target.Input _ -> Printable.of(target.label()) + ":";
        };
    }

    private static long number(Target target) {
        return target instanceof Target.Live live ? live.pid() : 0;
    }

    private OriginalLanguage original() {
        return request.locale().getLanguage().equals("es") ? OriginalLanguage.SPANISH : OriginalLanguage.ENGLISH;
    }
}
