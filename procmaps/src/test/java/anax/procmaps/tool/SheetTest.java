package anax.procmaps.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import anax.procmaps.ProcessMemory;
import anax.procmaps.show.Words;
import anax.procmaps.smaps.NumaMaps;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--at`, `--pages` and `--numa`, in each way of writing.
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SheetTest {
    private static final String SAVED = """
            00400000-00452000 r-xp 00003000 08:02 173521                             /usr/bin/program
            00e03000-00e24000 rw-p 00000000 00:00 0                                  [heap]
            """;
    private static final String NUMA = """
            00400000 default file=/usr/bin/program mapped=3 N0=2 N1=1 kernelpagesize_kB=4
            00e03000 prefer:1 heap anon=2 N1=2 kernelpagesize_kB=2048
            """;

    @Test
    void shouldTellRegionAndPlaceInFileOfAddressInSavedMap() {
        Ran ran = saved("--at", "0x401010", "--at", "e03000");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo("""
                Address   Start     End  Perm  Offset  In file  Major  Minor   Inode  Build ID  Mapping
                 401010  400000  452000  r-xp    3000     4010      8      2  173521  -         /usr/bin/program
                 e03000  e03000  e24000  rw-p       0        -      0      0       0  -         [heap]
                """);
    }

    @Test
    void shouldTellRegionOfAddressToPrograms() {
        assertThat(saved("--json", "--at", "401010").out()).isEqualTo("""
                        {"target":"-","points":[{"address":"401010","start":"400000","end":"452000",\
                        "permissions":"r-xp","offset":"3000","fileOffset":"4010","major":8,"minor":2,\
                        "inode":"173521","name":"/usr/bin/program"}]}
                        """);
        assertThat(saved("--csv", "--at", "e03000").out())
                .isEqualTo(String.join(
                        "\r\n",
                        "target,address,start,end,permissions,offset,file_offset,major,minor,inode,build_id,name",
                        "-,e03000,e03000,e24000,rw-p,0,,0,0,0,,[heap]",
                        ""));
    }

    @Test
    void shouldSayWhichAddressIsInNoRegionAndShowTheOthers() {
        Ran ran = saved("--at", "1", "--at", "400000");
        assertThat(ran.code()).isEqualTo(ExitCodes.NOT_FOUND);
        assertThat(ran.err()).isEqualTo("anax maps: no region of - holds the address 1\n");
        assertThat(ran.out()).contains("/usr/bin/program");
        assertThat(saved("--at", "1").out()).isEmpty();
        assertThat(Ran.maps("--lang", "es", "--at", "1", "self").err())
                .isEqualTo("anax maps: ninguna regi\u00f3n de "
                        + ProcessHandle.current().pid() + " contiene la direcci\u00f3n 1\n");
    }

    @Test
    void shouldFindAddressInLiveProcess() {
        String code = Ran.maps("--csv", "--filter", "libjvm.so", "--filter", "perm:x", "self")
                .out();
        String start = code.lines().skip(1).findFirst().orElseThrow().split(",")[2];
        String inside = Long.toHexString(Long.parseLong(start, 16) + 0x123);
        Ran ran = Ran.maps("--json", "--at", inside, "self");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("\"address\":\"" + inside + "\",\"start\":\"" + start + "\"", "libjvm.so\"}]}");
        assertThat(Ran.maps("--at", "1", "4194304").code()).isEqualTo(ExitCodes.NOT_FOUND);
        assertThat(Ran.maps("--at", "1", "999999999").err()).contains("there is no process 999999999");
    }

    @Test
    void shouldCountPagesOfEachRegionAndAllOfThem() {
        Ran ran = Ran.maps("--pages", "--filter", "libjvm.so", "self");
        assumeTrue(ran.code() != ExitCodes.DENIED, "this user may not read its own pagemap");
        assertThat(ran.err()).isEmpty();
        List<String> lines = ran.out().lines().skip(1).toList();
        assertThat(lines.getFirst()).contains("Pages", "Present", "Only here", "Soft-dirty", "Unread", "Mapping");
        long sum = 0;
        for (String line : lines.subList(1, lines.size() - 1)) {
            assertThat(line).endsWith("/libjvm.so");
            long[] figures = figures(line.replaceFirst("^\\D+ +[0-9a-f]+ +[0-9a-f]+", ""));
            assertThat(figures[1]).as("present pages of %s", line).isLessThanOrEqualTo(figures[0]);
            sum += figures[0];
        }
        assertThat(lines.getLast()).startsWith("Total");
        assertThat(figures(lines.getLast())[0]).isEqualTo(sum).isPositive();
    }

    @Test
    void shouldCountPagesForPrograms() {
        Ran json = Ran.maps("--pages", "--json", "--filter", "vsyscall", "self");
        assumeTrue(json.code() != ExitCodes.DENIED, "this user may not read its own pagemap");
        assumeTrue(json.out().contains("vsyscall"), "this kernel shows no [vsyscall]");
        String counts =
                "\"pages\":1,\"present\":0,\"swapped\":0,\"shared\":0,\"exclusive\":0,\"softDirty\":0,\"unread\":1";
        assertThat(json.out())
                .endsWith(",\"pages\":[{\"use\":\"SYSTEM_CALLS\",\"start\":\"ffffffffff600000\","
                        + "\"end\":\"ffffffffff601000\"," + counts + ",\"name\":\"[vsyscall]\"}],\"total\":{" + counts
                        + "}}\n");
        assertThat(Ran.maps("--pages", "--csv", "--filter", "vsyscall", "self").out())
                .startsWith("target,use,start,end,pages,present,swapped,shared,exclusive,soft_dirty,unread,name\r\n")
                .endsWith(",SYSTEM_CALLS,ffffffffff600000,ffffffffff601000,1,0,0,0,0,0,1,[vsyscall]\r\n");
    }

    /// Pages have the size that the line says: two huge ones are four mebibytes.
    @Test
    void shouldAddUpWhatLiesOnEachNode() {
        Sheet sheet = NodeSheet.of(
                ProcessMemory.ofText(
                        (SAVED + "00f00000-00f01000 rw-p 00000000 00:00 0 \n").getBytes(StandardCharsets.US_ASCII)),
                new View(List.of(), false, false),
                NumaMaps.parse(NUMA.getBytes(StandardCharsets.US_ASCII)),
                Words.of(Locale.ENGLISH),
                new Palette(false));
        assertThat(written(sheet)).isEqualTo("""
                Use             Start     End  Policy    On nodes           Besides                              Mapping
                Program text  400000  452000  default  N0=8 KiB N1=4 KiB  kernelpagesize_kB=4 mapped=3  /usr/bin/program
                Heap           e03000  e24000  prefer:1  N1=4.0 MiB         anon=2 heap kernelpagesize_kB=2048   [heap]
                Anonymous      f00000  f01000  -         -                  -                                    \s
                Total                                    N0=8 KiB N1=4.0 MiB                                     \s
                """.replaceAll(" +(?=\n)", "").replaceAll("(?m)  +", "  "));
        var json = new ByteArrayOutputStream();
        new SheetReport(
                        new PrintStream(json, true, StandardCharsets.UTF_8),
                        Words.of(Locale.ENGLISH),
                        new Palette(false))
                .writeJson("7", sheet);
        assertThat(json.toString(StandardCharsets.UTF_8))
                .contains("\"policy\":\"prefer:1\",\"nodesKib\":{\"1\":4096},"
                        + "\"other\":{\"anon\":2,\"heap\":true,\"kernelpagesize_kB\":2048},\"name\":\"[heap]\"}")
                .contains("{\"use\":\"ANONYMOUS\",\"start\":\"f00000\",\"end\":\"f01000\",\"name\":\"\"}")
                .endsWith("],\"total\":{\"nodesKib\":{\"0\":8,\"1\":4100}}}\n");
    }

    @Test
    void shouldTellNodesOfLiveProcess() {
        assumeTrue(Files.exists(Path.of("/proc/self/numa_maps")), "this kernel keeps no numa_maps");
        Ran ran = Ran.maps("--numa", "--filter", "stack", "self");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Policy", "[stack]", "N").containsPattern("Total +N\\d+=");
        assertThat(Ran.maps("--numa", "--csv", "--filter", "stack", "self").out())
                .startsWith("target,use,start,end,policy,nodes_kib,other,name\r\n");
    }

    @Test
    void shouldAskOnlyLiveProcessesForPagesAndNodes() {
        assertThat(saved("--pages"))
                .isEqualTo(new Ran(1, "", "anax maps: --pages asks live processes, and - is none\n"));
        assertThat(saved("--numa").err()).contains("--numa asks live processes");
        assertThat(Ran.maps("--numa", "4194304").code()).isEqualTo(ExitCodes.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "--pages --numa, --pages and --numa",
        "--at 1 --pages, --at and --pages",
        "--pages --totals, --pages and --totals",
        "--numa --pmap, --numa and --pmap",
        "--numa --watch 1, --numa and --watch",
        "--pages --rss, --pages and --rss",
        "--at 1 --range 1-2, --at and --range"
    })
    void shouldRefuseWhatHasOtherColumns(String options, String both) {
        Ran ran = Ran.maps(("--lang=en " + options + " self").split(" "));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualTo(
                        "anax maps: " + both + " do not go together; leave out one of them\nSee anax maps --help.\n");
    }

    @Test
    void shouldRefuseWhatIsNoAddress() {
        assertThat(Ran.maps("--lang=en", "--at", "here", "self").err())
                .startsWith("anax maps: \"here\" is no address; give it in hexadecimal, with or without 0x\n");
    }

    private static Ran saved(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--lang=en";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = "-";
        return Ran.maps(SAVED, false, Map.of(), all);
    }

    /// With any number of blanks between columns as two.
    private static String written(Sheet sheet) {
        var out = new ByteArrayOutputStream();
        new SheetReport(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        Words.of(Locale.ENGLISH),
                        new Palette(false))
                .writeTable(sheet);
        return out.toString(StandardCharsets.UTF_8).replaceAll(" +(?=\n)", "").replaceAll("(?m)  +", "  ");
    }

    private static long[] figures(String line) {
        Matcher digits = Pattern.compile("(?<=\\s)\\d+(?=\\s)").matcher(line);
        return digits.results()
                .mapToLong(found -> Long.parseLong(found.group()))
                .toArray();
    }
}
