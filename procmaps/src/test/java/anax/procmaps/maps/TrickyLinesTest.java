package anax.procmaps.maps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of line that readers of maps were seen to stumble over.
class TrickyLinesTest {
    record Line(String header, String name) {}

    private static Stream<Line> regions() {
        return Stream.of(
                new Line("7f10aa000000-7f10aa021000 rw-p 00000000 00:00 0", ""),
                new Line("fff80000-100000000 rw-p 00000000 00:00 0", ""),
                new Line("08048000-0804c000 r-xp 00000000 03:02 771", "/opt/demo/prog"),
                new Line("7effff00aa0000-7effff00ab0000 rw-p 00000000 00:00 0", ""),
                new Line("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]"),
                new Line("7f11a0000000-7f11a0002000 r--p 00000000 103:0a 55", "/srv/nvme.bin"),
                new Line("7f11a0000000-7f11a0002000 r--p 00000000 103:1a4 55", "/srv/nvme.bin"),
                new Line("7f11b0000000-7f11b0002000 r--p 00000000 00:2f 18446744073709551615", "/srv/big"),
                new Line("7f11b0000000-7f11b0002000 r--p 00000000 00:2f 9007199254740993", "/srv/big"),
                new Line("7f11c0000000-7f11c0100000 rw-s 20f3a8000 e2:80 91", "/dev/dri/renderD128"),
                new Line("7f11c0000000-7f11c0100000 rw-s fffffffffffff000 e2:80 91", "/dev/dri/renderD128"),
                new Line("7f11d0000000-7f11d0001000 r--s 00000000 fd:00 61", "/srv/two  blanks in.name"),
                new Line("7f11d0000000-7f11d0001000 r--s 00000000 fd:00 61", "/srv/ends "),
                new Line("7f11e0000000-7f11e0001000 r--p 00000000 fd:00 62", "/srv/lib old.so (deleted)"),
                new Line("7f11e1000000-7f11e1001000 r--p 00000000 fd:00 63", "/srv/x (deleted) (deleted)"),
                new Line("7f11f0000000-7f11f0001000 r--s 00000000 fd:00 64", "/srv/new\\012line"),
                new Line("7f11f1000000-7f11f1001000 r--s 00000000 fd:00 65", "/srv/t\ta\rb\u00ff"),
                new Line("7f11f1000000-7f11f1001000 r--s 00000000 fd:00 65", "/srv/ends with a return\r"),
                new Line("7f11f2000000-7f11f2001000 r--s 00000000 fd:00 66", "/srv/[heap]"),
                new Line("7f1200000000-7f1200001000 rw-s 00000000 00:01 1027", "/dev/zero (deleted)"),
                new Line("7f1201000000-7f1201001000 rw-s 00000000 00:01 1029", "/memfd:na me (deleted)"),
                new Line("7f1202000000-7f1202001000 rw-s 00000000 00:01 32769", "/SYSV1234abcd (deleted)"),
                new Line("7f1203000000-7f1203200000 rw-p 00000000 00:10 77", "/anon_hugepage (deleted)"),
                new Line("7f1204000000-7f1204001000 rw-s 00000000 00:13 88", "/[aio] (deleted)"),
                new Line("7f1205000000-7f1205001000 r--s 10000000 00:10 89", "anon_inode:[io_uring]"),
                new Line("7f1206000000-7f1206040000 rw-s 00000000 00:09 90", "socket:[90]"),
                new Line("7f1207000000-7f1207004000 rw-p 00000000 00:00 0", "[anon:my pool/a (deleted)]"),
                new Line("7f1208000000-7f1208004000 rw-s 00000000 00:01 91", "[anon_shmem:ring]"),
                new Line("7f1209000000-7f1209100000 rw-p 00000000 00:00 0", "[stack:4242]"),
                new Line("5569a000d000-5569a000e000 r--p 00000000 00:00 0", "[heap]"),
                new Line("7f120a000000-7f120a002000 r--p 00000000 00:00 0", "[vvar_vclock]"),
                new Line("7f120b000000-7f120b001000 -wxp 00000000 00:00 0", ""),
                new Line("7f120d000000-7f120d002000 r--p 00000000 fd:00 67", "/srv/" + "long/".repeat(780)),
                new Line("55d000000000-7fff20000000 ---p 00000000 00:00 0", "[rollup]"),
                new Line("0-1000 r--p 00000000 00:00 0", ""));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void shouldKeepEachFieldAndTheTextOfALine(Line line) {
        var lines = new Lines().raw("1000-2000 rw-p 00000000 00:00 0 \n");
        lines = line.name.isEmpty() ? lines.nameless(line.header) : lines.named(line.header, line.name);
        byte[] text = lines.named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]")
                .octets();
        var map = MapsSnapshot.parse(text);

        String[] words = line.header.split("[ :-]", 9);
        assertThat(map.count()).isEqualTo(3);
        assertThat(map.start(1)).isEqualTo(Long.parseUnsignedLong(words[0], 16));
        assertThat(map.end(1)).isEqualTo(Long.parseUnsignedLong(words[1], 16));
        String fields = line.header.substring(line.header.indexOf(' ') + 1);
        String[] rest = fields.split(" ");
        assertThat(Permissions.text(map.permissions(1))).isEqualTo(rest[0]);
        assertThat(map.offset(1)).isEqualTo(Long.parseUnsignedLong(rest[1], 16));
        assertThat(Integer.toHexString(map.major(1))).isEqualTo(stripped(rest[2].split(":")[0]));
        assertThat(Integer.toHexString(map.minor(1))).isEqualTo(stripped(rest[2].split(":")[1]));
        assertThat(map.inode(1)).isEqualTo(Long.parseUnsignedLong(rest[3]));
        assertThat(new String(map.nameOctets(1), ISO_8859_1)).isEqualTo(line.name);
        assertThat(map.format()).isEqualTo(text);
    }

    private static String stripped(String digits) {
        return Integer.toHexString(Integer.parseInt(digits, 16));
    }

    private static Stream<String> noRegions() {
        return Stream.of(
                "garbage",
                "",
                " ",
                "7f10aa000000",
                "7f10aa000000-7f10aa021000",
                "7f10aa000000-7f10aa021000 rw-p",
                "7f10aa000000-7f10aa021000 rw-q 00000000 00:00 0 ",
                "7f10aa000000-7f10aa021000 wr-p 00000000 00:00 0 ",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00 ",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00 x                         "
                        + "  /srv/this has no inode at all",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00 1x                        "
                        + "  /srv/this has no inode at all",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00 18446744073709551616 ",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00:00 99999999999999999999999 ",
                "7f10aa000000-7f10aa021000 rw-p 00000000 0g:00 0                         "
                        + "  /srv/this device is a wrong one",
                "7f10aa000000-7f10aa021000 rw-p 00000000 00 0 ",
                "7f10aa000000-7f10aa021000 rw-p 0000g000 00:00 0                         "
                        + "  /srv/this offset is a wrong one",
                "7F10AA000000-7F10AA021000 rw-p 00000000 00:00 0 ",
                "7f10aa000000 7f10aa021000 rw-p 00000000 00:00 0 ",
                "7f10aa021000-7f10aa000000 rw-p 00000000 00:00 0 ",
                "7f10aa021000-7f10aa000000 rw-p 00000000 00:00 0                         "
                        + "  /srv/it ends before it starts ",
                "11112222333344445-11112222333344446 rw-p 00000000 00:00 0 ",
                "7f10aa000000-7f10aa021000 rw-p 00000000 000000000:00 0 ",
                "  7f10aa000000-7f10aa021000 rw-p 00000000 00:00 0 ",
                "7f10aa000000-7f10aa021000\trw-p\t00000000\t00:00\t0 ");
    }

    @ParameterizedTest
    @MethodSource("noRegions")
    void shouldKeepALineThatIsNoRegionWithItsNumber(String line) {
        byte[] text = new Lines()
                .nameless("1000-2000 rw-p 00000000 00:00 0")
                .raw(line + "\n")
                .nameless("3000-4000 rw-p 00000000 00:00 0")
                .octets();
        var map = MapsSnapshot.parse(text);

        assertThat(map.count()).isEqualTo(2);
        assertThat(map.badLines()).isEqualTo(1);
        assertThat(map.flaws(10)).containsExactly(new Flaw(2, Flaw.Kind.NO_REGION, line));
        assertThat(map.lineOf(0)).isEqualTo(1);
        assertThat(map.lineOf(1)).isEqualTo(3);
        assertThat(map.format()).isEqualTo(text);
    }

    @Test
    void shouldNumberLinesThatAreNoRegionsInARow() {
        for (String end : List.of("\n", "\r\n")) {
            byte[] text = String.join(end, "one", "", "1000-2000 rw-p 00000000 00:00 0", "four", "five", "", "")
                    .getBytes(ISO_8859_1);
            var map = MapsSnapshot.parse(text);
            assertThat(map.flaws(10))
                    .extracting(Flaw::line, Flaw::text)
                    .containsExactly(tuple(1, "one"), tuple(2, ""), tuple(4, "four"), tuple(5, "five"), tuple(6, ""));
            assertThat(map.lineOf(0)).isEqualTo(3);
            assertThat(map.badLines()).isEqualTo(5);
            assertThat(map.flaws(2)).hasSize(2);
            assertThat(map.format()).isEqualTo(text);
        }
    }

    /// A text of newlines would ask for 45 times its room, were each line taken for a region.
    @Test
    void shouldAskForLittleRoomWhenNothingIsARegion() {
        byte[] text = new byte[50_000_000];
        Arrays.fill(text, (byte) '\n');
        var map = MapsSnapshot.parse(text);
        assertThat(map.badLines()).isEqualTo(text.length);
        assertThat(map.format()).isEqualTo(text);
    }

    private static Stream<String> otherForms() {
        return Stream.of(
                "1000-2000 rw-p 00000000 00:00 0\n",
                "1000-2000 rw-p 00000000 00:00 0",
                "00001000-00002000 rw-p 00000000 00:00 0    \n",
                "00400000-452000 r-xp 0000000000 08:02 173521                             /a digit moved on\n",
                "0000000000001000-0000000000002000 rw-p 0 0:0 0 \n",
                "00001000-00002000 rw-p 00000000 00:00 0 /name/at/once\n",
                "00001000-00002000 rw-p 00000000 00:00 007                            /name\n",
                "7f10aa000000-7f10aa021000 rw-p 00000000 fd:01 007                      "
                        + "  /srv/zeros before the inode\n",
                "0f10aa000000-0f10aa021000 rw-p 00000000 fd:01 17                       "
                        + "  /srv/zeros before addresses\n",
                "7f10aa000000-7f10aa021000 rw-p 00000000 fd:01 17                        /srv/one column too early\n",
                "7f10aa000000-7f10aa021000 rw-p 00000000 fd:01 17                          /srv/one column too late\n",
                "08048000-0804c000 r-xp 00000000 03:02 771      "
                        + "  /opt/of/32\n0804c000-0804d000 r-xp 00000000 03:02 771        /opt/of/32\n");
    }

    /// What other programs write into files: read as what it is, and written again as it was.
    @ParameterizedTest
    @MethodSource("otherForms")
    void shouldReadOtherFormsOfALineAndWriteThemAsTheyWere(String text) {
        var map = MapsSnapshot.parse(text.getBytes(ISO_8859_1));

        assertThat(map.badLines()).isZero();
        assertThat(map.count()).isPositive();
        assertThat(new String(map.format(), ISO_8859_1)).isEqualTo(text);
    }

    @Test
    void shouldReadATextWithCarriageReturnsAsIfTheyWereNotThere() {
        String line = "7f10aa000000-7f10aa021000 rw-p 00000000 fd:01 17                         /srv/name";
        byte[] text = (line + "\r\n" + "1000-2000 rw-p 00000000 00:00 0 \r\n" + line).getBytes(ISO_8859_1);
        var map = MapsSnapshot.parse(text);

        assertThat(map.name(0)).isEqualTo("/srv/name");
        assertThat(map.name(1)).isEmpty();
        assertThat(map.format()).isEqualTo(text);
    }

    @Test
    void shouldSayThatATextWithoutALastNewlineMayBeCut() {
        byte[] text = "00001000-00002000 rw-p 00000000 00:00 0 \n00002000-0000".getBytes(ISO_8859_1);
        var map = MapsSnapshot.parse(text);

        assertThat(map.isCut()).isTrue();
        assertThat(map.flaws(10))
                .containsExactly(new Flaw(2, Flaw.Kind.NO_REGION, "00002000-0000"), new Flaw(2, Flaw.Kind.CUT, ""));
        assertThat(map.format()).isEqualTo(text);
    }

    @Test
    void shouldKeepARegionWithoutLengthAndSaySo() {
        var map = new Lines()
                .nameless("7f120c000000-7f120c000000 rw-p 00000000 00:00 0")
                .parsed();

        assertThat(map.count()).isEqualTo(1);
        assertThat(map.flaws(10)).singleElement().satisfies(flaw -> {
            assertThat(flaw.kind()).isEqualTo(Flaw.Kind.NO_LENGTH);
            assertThat(flaw.explain()).startsWith("line 1 has no length: \"7f120c000000-7f120c000000 rw-p");
        });
        assertThat(map.indexOf(0x7f120c000000L)).isEqualTo(-1);
    }

    @Test
    void shouldFlagATornMapAndMendItByWhatWasReadLater() {
        var map = new Lines()
                .nameless("00001000-00002000 rw-p 00000000 00:00 0")
                .nameless("7f1211000000-7f1211003000 rw-p 00000000 00:00 0")
                .nameless("7f1211000000-7f1211005000 rw-p 00000000 00:00 0")
                .named("7f1212000000-7f1212005000 rw-p 00000000 00:00 0", "[stack]")
                .parsed();

        assertThat(map.isOrdered()).isFalse();
        assertThat(map.flaws(10))
                .containsExactly(
                        new Flaw(3, Flaw.Kind.OUT_OF_ORDER, "7f1211000000-7f1211005000 rw-p 00000000 00:00 0 "));
        assertThat(map.indexOf(0x7f1211001000L)).as("the later one").isEqualTo(2);
        MapsSnapshot mended = map.normalised();
        assertThat(mended.isOrdered()).isTrue();
        assertThat(mended.count()).isEqualTo(3);
        assertThat(mended.end(1)).isEqualTo(0x7f1211005000L);
        assertThat(mended.name(2)).isEqualTo("[stack]");
        assertThat(mended.normalised()).isSameAs(mended);
    }

    @Test
    void shouldShowPathsWithTheirNewlinesAndWithoutTheMarkOfADeletedFile() {
        var map = new Lines()
                .named("1000-2000 r--s 00000000 fd:00 64", "/srv/new\\012line (deleted)")
                .named("2000-3000 r--s 00000000 fd:00 64", "/srv/other\\040line")
                .named("3000-4000 r--s 00000000 fd:00 64", "[anon:x (deleted)]")
                .parsed();

        assertThat(map.region(0).path()).isEqualTo("/srv/new\nline");
        assertThat(map.region(0).isDeleted()).isTrue();
        assertThat(map.region(1).path()).isEqualTo("/srv/other\\040line");
        assertThat(map.region(2).isDeleted()).isFalse();
        assertThat(List.of(map.region(0), map.region(1)))
                .allSatisfy(region -> assertThat(region.hasPath()).isTrue());
    }
}
