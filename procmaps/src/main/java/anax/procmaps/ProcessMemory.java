package anax.procmaps;

import anax.procmaps.classify.Classification;
import anax.procmaps.classify.Knowledge;
import anax.procmaps.jvm.JavaRange;
import anax.procmaps.jvm.JavaRanges;
import anax.procmaps.jvm.JvmAttach;
import anax.procmaps.live.AuxiliaryVector;
import anax.procmaps.live.ThreadStack;
import anax.procmaps.live.ThreadStacks;
import anax.procmaps.maps.Flaw;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.read.ProcFile;
import anax.procmaps.read.ProcReader;
import anax.procmaps.read.ProcessIdentity;
import anax.procmaps.read.ReadOutcome;
import anax.procmaps.smaps.SmapsSnapshot;
import anax.procmaps.space.AddressSpace;
import anax.procmaps.space.Gap;
import anax.procmaps.space.Gaps;
import anax.procmaps.text.Digits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The memory of one process, or of one saved file: its map, its gaps, what each region is for, and, where asked,
/// what is in it.
///
/// Owner: nobody; a value. [#read] blocks as the kernel does, and for a JVM as long as [JvmAttach] says.
///
/// ```java
/// switch (ProcessMemory.read(new ProcReader(), pid, Set.of())) {
///     case ProcessMemory.Read read -> print(read.memory());
///     case ProcessMemory.NotRead not -> System.err.println(not.outcome().explain());
/// }
/// ```
///
/// @param map the regions; of `smaps` if pages were asked for, so that both are of one text; a torn map is in order
/// again, unless it has pages
/// @param torn whether the text was torn
/// @param flaws what is wrong with the text, at most a hundred
/// @param space how far its addresses reach
/// @param classes what each region is for
/// @param pages resident and other sizes; empty if they were not asked for or not saved
/// @param pageSize how many bytes a page has
/// @param process who it is; empty for a saved file
public record ProcessMemory(
        MapsSnapshot map,
        boolean torn,
        List<Flaw> flaws,
        AddressSpace space,
        Classification classes,
        Optional<SmapsSnapshot> pages,
        int pageSize,
        Optional<ProcessIdentity> process) {
    private static final int USUAL_PAGE = 4096;
    private static final int MOST_FLAWS = 100;

    /// Takes a copy.
    public ProcessMemory {
        flaws = List.copyOf(flaws);
    }

    /// How it went.
    public sealed interface Result {}

    /// It was read.
    ///
    /// @param memory what was read
    public record Read(ProcessMemory memory) implements Result {}

    /// It was not read.
    ///
    /// @param outcome why not
    public record NotRead(ReadOutcome outcome) implements Result {}

    /// Reads a live process. What the details told of another process that got the number meanwhile is dropped.
    ///
    /// @throws IOException as [ProcReader] does
    public static Result read(ProcReader reader, long pid, Set<Detail> details)
            throws IOException, InterruptedException {
        ProcFile file = details.contains(Detail.PAGES) ? ProcFile.SMAPS : ProcFile.MAPS;
        return of(reader, reader.read(pid, file), details);
    }

    /// Reads a live process until two maps in a row are equal, as [ProcReader#readStable] does.
    ///
    /// @throws IOException as [ProcReader] does
    public static Result readStable(ProcReader reader, long pid, Set<Detail> details, int mostReads)
            throws IOException, InterruptedException {
        ProcFile file = details.contains(Detail.PAGES) ? ProcFile.SMAPS : ProcFile.MAPS;
        return of(reader, reader.readStable(pid, file, mostReads), details);
    }

    private static Result of(ProcReader reader, ReadOutcome outcome, Set<Detail> details)
            throws IOException, InterruptedException {
        if (!(outcome instanceof ReadOutcome.Ok ok)) {
            return new NotRead(outcome);
        }
        ProcessIdentity process = ok.process();
        List<ThreadStack> stacks = List.of();
        List<JavaRange> javaRanges = List.of();
        if (details.contains(Detail.THREADS)) {
            stacks = ThreadStacks.of(process.pid()).stacks();
        }
        if (details.contains(Detail.JAVA)) {
            javaRanges = askJvm(process.pid(), ok.text());
        }
        if (!stacks.isEmpty() || !javaRanges.isEmpty()) {
            boolean isSame = reader.identity(process.pid()).equals(Optional.of(process));
            stacks = isSame ? stacks : List.of();
            javaRanges = isSame ? javaRanges : List.of();
        }
        Optional<AuxiliaryVector> start = reader.read(process.pid(), ProcFile.AUXV) instanceof ReadOutcome.Ok auxv
                ? AuxiliaryVector.parse(auxv.text())
                : Optional.empty();
        var knowledge = new Knowledge(
                OptionalLong.of(process.startCode()),
                process.executable().map(Path::toString).orElse(""),
                stacks,
                javaRanges);
        return new Read(build(ok.text(), knowledge, start, Optional.of(process)));
    }

    /// Reads the text of a saved `maps` or `smaps`, made on a machine like this one. Throws nothing, whatever the
    /// octets.
    public static ProcessMemory ofText(byte[] text) {
        return build(text, Knowledge.NONE, Optional.empty(), Optional.empty());
    }

    private static ProcessMemory build(
            byte[] text, Knowledge knowledge, Optional<AuxiliaryVector> start, Optional<ProcessIdentity> process) {
        Optional<SmapsSnapshot> pages = isSmaps(text) ? Optional.of(SmapsSnapshot.parse(text)) : Optional.empty();
        MapsSnapshot parsed = pages.map(SmapsSnapshot::regions).orElseGet(() -> MapsSnapshot.parse(text));
        MapsSnapshot map = pages.isPresent() ? parsed : parsed.normalised();
        boolean arm64 = System.getProperty("os.arch").equals("aarch64");
        boolean bits32 = start.map(AuxiliaryVector::bits32).orElse(looksLike32(map));
        return new ProcessMemory(
                map,
                !parsed.isOrdered(),
                parsed.flaws(MOST_FLAWS),
                AddressSpace.of(map, arm64, bits32),
                Classification.of(map, knowledge),
                pages,
                start.map(AuxiliaryVector::pageSize).orElse(USUAL_PAGE),
                process);
    }

    /// The second line of `smaps` is a key, which begins in upper case.
    private static boolean isSmaps(byte[] text) {
        int second = Digits.newline(text, 0, text.length) + 1;
        return second < text.length && text[second] >= 'A' && text[second] <= 'Z';
    }

    /// Of a saved file nothing else tells how wide the program's addresses were.
    private static boolean looksLike32(MapsSnapshot map) {
        for (int i = 0; i < map.count(); i++) {
            if (map.start(i) >= 0 && map.end(i) > 1L << 32) {
                return false;
            }
        }
        return map.count() > 0;
    }

    private static List<JavaRange> askJvm(long pid, byte[] text) throws InterruptedException {
        boolean hasJvm = false;
        MapsSnapshot map = MapsSnapshot.parse(text);
        for (int i = 0; i < map.count() && !hasJvm; i++) {
            hasJvm = map.name(i).endsWith("/libjvm.so");
        }
        return hasJvm ? JvmAttach.ask(pid, "VM.info").map(JavaRanges::parse).orElse(List.of()) : List.of();
    }

    /// The gaps between the regions, in the order of addresses.
    public List<Gap> gaps() {
        return Gaps.of(map, space);
    }
}
