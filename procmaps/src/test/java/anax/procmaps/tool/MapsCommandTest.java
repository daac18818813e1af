package anax.procmaps.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class MapsCommandTest {
    private static final String SAVED = """
            00400000-00452000 r-xp 00000000 08:02 173521                             /usr/bin/program
            00652000-00653000 rwxp 00052000 08:02 173521                             /usr/bin/program
            00e03000-00e24000 rw-p 00000000 00:00 0                                  [heap]
            7f10aa000000-7f10aa021000 rw-p 00000000 00:00 0\s
            7f11e0000000-7f11e0001000 r--p 00000000 fd:00 18446744073709551615       /srv/a,"b" (deleted)
            7ffcff2ab000-7ffcff2cc000 rw-p 00000000 00:00 0                          [stack]
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            """;

    @Test
    void shouldShowATableLowestAddressFirstWithItsSums() {
        Ran ran = input("-");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("""
                -:
                Use                      Start               End     Size  Perm  Mapping
                Program text            400000            452000  328 KiB  r-xp  /usr/bin/program
                Program data            652000            653000    4 KiB  rwxp  /usr/bin/program
                Heap                    e03000            e24000  132 KiB  rw-p  [heap]
                Anonymous         7f10aa000000      7f10aa021000  132 KiB  rw-p\s\s
                File data         7f11e0000000      7f11e0001000    4 KiB  r--p  /srv/a,"b" (deleted)
                Stack             7ffcff2ab000      7ffcff2cc000  132 KiB  rw-p  [stack]
                Sys. Calls    ffffffffff600000  ffffffffff601000    4 KiB  --xp  [vsyscall]
                7 of 7 regions, 736 KiB; 128.0 TiB of the address space are free
                """.replace("-:\n", "")
                .replace("Program data            652000", "Program text            652000"));
    }

    @Test
    void shouldShowTheHighestFirstWithGapsWhenAsked() {
        assertThat(input("--top", "--gaps", "-").out().lines().map(line -> line.split("  ")[0]))
                .containsSequence(
                        "Use",
                        "Kernel half",
                        "Sys. Calls",
                        "Kernel half",
                        "Non-canonical hole",
                        "Free",
                        "Stack",
                        "Free",
                        "File data");
    }

    @ParameterizedTest
    @CsvSource({
        "perm:wx, 1",
        "perm:rwp, 4",
        "HEAP, 1",
        "~^/usr/.*m$, 2",
        "size>132K, 1",
        "size<5K, 3",
        "addr:400000-652fff, 2",
        "addr:0xe03000, 1",
        "addr:e03000+1M, 1",
        "use:stack, 1",
        "deleted, 1",
        "nothing at all, 0"
    })
    void shouldShowOnlyWhatFits(String condition, int regions) {
        assertThat(input("--filter", condition, "-").out()).contains(regions + " of 7 regions");
    }

    @Test
    void shouldShowOnlyARangeWithItsGaps() {
        assertThat(input("--range", "652000-e03000", "--gaps", "-").out().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("Free "));
    }

    @Test
    void shouldAddUpUses() {
        assertThat(input("--totals", "-").out()).isEqualTo("""
                Use           Regions     Size
                Program text        2  332 KiB
                Heap                1  132 KiB
                Stack               1  132 KiB
                Anonymous           1  132 KiB
                File data           1    4 KiB
                Sys. Calls          1    4 KiB
                Total               7  736 KiB
                128.0 TiB of the address space are free
                """);
    }

    @Test
    void shouldWriteAddressesAndInodesAsStringsInJson() {
        String json = input("--json", "--filter", "deleted", "-").out();
        assertThat(json)
                .isEqualTo("{\"target\":\"-\",\"pageSize\":4096,\"torn\":false,\"flaws\":0,\"regions\":["
                        + "{\"start\":\"7f11e0000000\",\"end\":\"7f11e0001000\",\"permissions\":\"r--p\","
                        + "\"offset\":\"0\","
                        + "\"major\":253,\"minor\":0,\"inode\":\"18446744073709551615\","
                        + "\"name\":\"/srv/a,\\\"b\\\" (deleted)\","
                        + "\"use\":\"FILE_DATA\",\"why\":\"no part of this file is executable\"}]}\n");
        assertThat(input("--json", "--gaps", "-").out())
                .contains("{\"start\":\"ffffffffff601000\",\"end\":\"10000000000000000\",\"gap\":\"KERNEL\",\"size\":");
    }

    @Test
    void shouldQuoteInCsv() {
        assertThat(input("--csv", "--filter", "deleted", "-").out())
                .startsWith("target,use,start,end,size,permissions,offset,major,minor,inode,name,")
                .endsWith("\r\n-,FILE_DATA,7f11e0000000,7f11e0001000,4096,r--p,0,253,0,18446744073709551615,"
                        + "\"/srv/a,\"\"b\"\" (deleted)\",,,,\r\n");
    }

    @Test
    void shouldShowTheDifferenceOfTwoFiles(@TempDir Path folder) throws Exception {
        Path before = Files.writeString(folder.resolve("before"), SAVED);
        Path after = Files.writeString(
                folder.resolve("after"), SAVED.replace("00e24000", "00f24000").replace("rwxp", "r-xp"));
        Ran ran = Ran.maps("--diff", before.toString(), after.toString());
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("~ changed", "rwxp > r-xp", "> grown", "2 regions changed, +1.0 MiB")
                .doesNotContain("[stack]");
        assertThat(Ran.maps("--diff", before.toString(), before.toString()).out())
                .isEqualTo("nothing changed\n");
        assertThat(Ran.maps("--diff", "--json", before.toString(), after.toString())
                        .out())
                .contains("{\"change\":\"GROWN\",\"before\":{\"start\":\"e03000\",\"end\":\"e24000\"");
    }

    @Test
    void shouldSpeakSpanish() {
        assertThat(input("--lang", "es", "--gaps", "-").out())
                .contains("Uso", "Tama\u00f1o", "Uso o Mapeo", "Texto ", "Mapeo Anon", "Vacio")
                .doesNotContain("Heap data");
        assertThat(Ran.maps("--lang=es", "--help").out()).contains("C\u00f3digos de salida", "Muestra para qu\u00e9");
        assertThat(input("--lang", "es", "--original", "-").out()).contains("PID: 0", "Inicio Pagina", "16.0EB");
        assertThat(input("--original", "-").out()).contains("Start Page", "Lib Data");
    }

    @Test
    void shouldColourATerminalUnlessToldNot() {
        var colours = Map.of("TERM", "xterm-256color");
        assertThat(Ran.maps(SAVED, true, colours, "-").out()).contains("\033[38;5;208mProgram text\033[0m");
        assertThat(Ran.maps(SAVED, true, colours, "-").out()).contains("\033[1;31mrwxp\033[0m");
        assertThat(Ran.maps(SAVED, true, Map.of("TERM", "xterm", "NO_COLOR", "1"), "-")
                        .out())
                .doesNotContain("\033");
        assertThat(Ran.maps(SAVED, true, Map.of("TERM", "dumb"), "-").out()).doesNotContain("\033");
        assertThat(input("-").out()).doesNotContain("\033");
        assertThat(input("--color=always", "-").out()).contains("\033[");
        assertThat(Ran.maps(SAVED, true, colours, "--color=never", "-").out()).doesNotContain("\033");
    }

    /// A name may hold what would take over the terminal.
    @Test
    void shouldNeverSendANamesControlCharactersToATerminal() {
        String evil = "1000-2000 r--p 00000000 fd:00 9       /srv/\033]0;evil\007\u009b2J\r\t\n";
        assertThat(Ran.maps(evil, true, Map.of("TERM", "dumb"), "-").out())
                .contains("/srv/\\x1b]0;evil\\x07")
                .doesNotContain("\033", "\007", "\r", "\t");
        assertThat(Ran.maps(evil, false, Map.of(), "--json", "-").out()).contains("\\u001b]0;evil\\u0007");
    }

    @Test
    void shouldDrawTheAddressSpaceWithALegend() {
        String bar = input("--bar", "-").out().lines().findFirst().orElseThrow();
        assertThat(bar).startsWith("P").endsWith("K").contains("H", "a", "S", ".");
        assertThat(bar.length()).isBetween(70, 90);
        assertThat(input("--bar", "-").out()).contains("P Program text", "H Heap");
    }

    @Test
    void shouldSayWhatIsWrongWithAText() {
        Ran ran = Ran.maps("rubbish\n" + SAVED + "cut", false, Map.of(), "-");
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("""
                anax maps: -, line 1, is no region: "rubbish"
                anax maps: -, line 9, is no region: "cut"
                anax maps: -, line 9, the last, has no newline; the text may have been cut
                """);
        assertThat(Ran.maps("a\nb\nc\nd\ne\n", false, Map.of(), "-").err()).endsWith("anax maps: - has 2 more flaws\n");
    }

    @Test
    void shouldShowATornMapInOrder() {
        Ran ran = Ran.maps(
                "2000-3000 rw-p 00000000 00:00 0 \n1000-2000 rw-p 00000000 00:00 0 \n", false, Map.of(), "--json", "-");
        assertThat(ran.out()).contains("\"torn\":true").contains("[{\"start\":\"1000\"");
        assertThat(ran.err()).contains("begins before the line above it ends");
    }

    @Test
    void shouldShowItselfAndProcessesByName() {
        Ran self = Ran.maps("--rss", "--threads", "self");
        assertThat(self.code()).isZero();
        assertThat(self.out()).contains("RSS", "PSS", "[stack]", "Thread stack", "libjvm.so");
        assertThat(Ran.maps("java").out()).contains(ProcessHandle.current().pid() + ": ");
        assertThat(Ran.maps("--java", "--totals", "self").out()).contains("Java heap", "Java code");
        assertThat(Ran.maps("--stable", "--why", "--wide", "1").code()).isIn(0, ExitCodes.DENIED, ExitCodes.USAGE);
    }

    @Test
    void shouldWatchAndSayWhatChanged() {
        Ran ran = Ran.maps("--watch", "0.1", "--count", "2", "self");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("libjvm.so").containsAnyOf("nothing changed", " regions changed, ");
        assertThat(Ran.maps("", true, Map.of(), "--watch", "--count", "1", "self")
                        .out())
                .startsWith("\033[H");
    }

    @Test
    void shouldTellGoneFromEmptyByTheExitCode() throws Exception {
        assertThat(Ran.maps("4194304"))
                .isEqualTo(new Ran(
                        42,
                        "",
                        "anax maps: there is no process 4194304, or not any more, or /proc hides it from this user\n"));
        assertThat(Ran.maps("0").code()).isEqualTo(42);
        assertThat(Ran.maps("999999999").code()).isEqualTo(42);
        assertThat(Ran.maps("no such thing").err())
                .isEqualTo("anax maps: \"no such thing\" is no process, no file and no name of a process\n");
        assertThat(Ran.maps("self", "4194304").code()).as("the worst counts").isEqualTo(42);
        Path comm = Path.of("/proc/2/comm");
        assumeTrue(
                Files.exists(comm) && Files.readString(comm).equals("kthreadd\n"),
                "process 2 is no kernel thread here (a container's own process numbers)");
        assertThat(Ran.maps("2"))
                .isEqualTo(new Ran(0, "", "anax maps: process 2 is a kernel thread and has no memory of its own\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--diff self | --diff compares two targets once; give exactly two and no --watch",
                "-x self | -x is for --pmap; for the pages in the table use --rss",
                "--count 2 self | --watch takes 0.1 to 3600.0 seconds, and --count with it 1 or more rounds",
                "--watch 0 self | --watch takes 0.1 to 3600.0 seconds, and --count with it 1 or more rounds",
                "--watch 1 --json self | --watch shows the table; leave out --json",
                "--json --csv self | --json and --csv cannot both be written; choose one",
                "--color no self | --color no is unknown; give auto, always or never",
                "--range 2-1 self | the range \"2-1\" ends before it starts; give the lower address first",
                "--range xyz self | \"xyz\" is no range of addresses; give 7f00-7fff, 7f00+1M or one address,"
                        + " in hexadecimal",
                "--filter perm:q self | \"q\" are no rights; give letters of r, w, x, p and s",
                "--filter size>big self | \"big\" is no size; give a whole number and K, M, G or T behind it",
                "--filter ~( self | \"(\" is no regular expression: Unclosed group",
                "--window self 1 | --window shows one target or none; give one",
                "--window --rss self | --window and --rss do not go together; leave out one of them",
                "--dark self | --dark is for --window; leave it out"
            })
    void shouldRefuseWhatDoesNotGoTogetherInOneSentence(String arguments, String sentence) {
        Ran ran = Ran.maps(("--lang en " + arguments).split(" "));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("anax maps: " + sentence + "\nSee anax maps --help.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nothing self | there is no option --nothing | no hay una opci\u00f3n --nothing",
                "--gaps | 'PID|NAME|self|FILE|- is missing' | 'falta PID|NAME|self|FILE|-'",
                "--filter | --filter CONDITION is missing | falta --filter CONDITION",
                "--top --top self | --top was given twice; give it once | --top se dio dos veces; d\u00e9lo una vez",
                "--watch 1 --count x self | --count N cannot be \"x\" | --count N no puede ser \"x\"",
                "--diff self | --diff compares two targets once; give exactly two and no --watch"
                        + " | --diff compara dos objetivos una vez; d\u00e9 exactamente dos y sin --watch",
                "--filter size>big self | \"big\" is no size; give a whole number and K, M, G or T behind it"
                        + " | \"big\" no es un tama\u00f1o; d\u00e9 un n\u00famero entero y detr\u00e1s K, M, G o T",
            })
    void shouldSayWhatIsWrongInTheLanguageThatIsAskedFor(String arguments, String english, String spanish) {
        assertThat(Ran.maps(("--lang en " + arguments).split(" ")))
                .isEqualTo(new Ran(1, "", "anax maps: " + english + "\nSee anax maps --help.\n"));
        assertThat(Ran.maps(("--lang=es " + arguments).split(" ")))
                .isEqualTo(new Ran(1, "", "anax maps: " + spanish + "\nV\u00e9ase anax maps --help.\n"));
    }

    @Test
    void shouldDocumentEverythingInItsHelp() {
        assertThat(Ran.maps("--lang=en", "--help").out())
                .contains(
                        "Usage: anax maps",
                        "Exit codes:",
                        "42    not everything",
                        "69    there is no display",
                        "77    something",
                        "--diff",
                        "--window",
                        "-x ");
        assertThat(Ran.maps("--version").out()).startsWith("anax maps ");
        assertThat(Ran.maps().code()).isEqualTo(1);
    }

    private static Ran input(String... arguments) {
        return Ran.maps(SAVED, false, Map.of("COLUMNS", "80"), arguments);
    }
}
