package anax.procmaps.original;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.maps.Lines;
import anax.procmaps.maps.MapsSnapshot;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables that the authors of the original printed, and what their program did wrong.
class OriginalTableTest {
    /// The first figure: use, size and pages of each row as the window showed them.
    @Test
    void shouldPrintTheFirstExample() {
        var map = new Lines()
                .named("555500000000-555500001000 r-xp 00000000 08:05 1", "/usr/bin/gnome-shell")
                .named("7f1a823ff000-7f1a82400000 r--p 00000000 08:05 2", "/usr/lib/a.so")
                .named("7f1a82400000-7f1a82401000 r--p 00000000 08:05 2", "/usr/lib/a.so")
                .named("7f1a82401000-7f1a82402000 rw-p 00000000 08:05 2", "/usr/lib/a.so")
                .named("7f1a82402000-7f1a82403000 r--p 00000000 08:05 2", "/usr/lib/b.so")
                .named("7f1a82403000-7f1a82404000 r-xp 00000000 08:05 2", "/usr/lib/b.so")
                .named("7f1a8240e000-7f1a82431000 r-xp 00001000 08:05 3", "/usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .named("7f1a82431000-7f1a82439000 r--p 00024000 08:05 3", "/usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .named("7f1a8243b000-7f1a8243c000 rw-p 00024000 08:05 3", "/usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .nameless("7f1a8243c000-7f1a8243d000 rw-p 00000000 00:00 0")
                .named("7ffcff2ab000-7ffcff2cc000 rw-p 00000000 00:00 0", "[stack]")
                .named("7ffcff3c7000-7ffcff3cb000 r--p 00000000 00:00 0", "[vvar]")
                .named("7ffcff3cb000-7ffcff3cd000 r-xp 00000000 00:00 0", "[vdso]")
                .named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]")
                .parsed();

        assertThat(summary(map))
                .startsWith(
                        "Sys. Calls ffffffffff600-ffffffffff601 4KB 1 --x [vsyscall]",
                        "... 7ffcff3cd-ffffffffff600 16.0EB 4503565270778419  Vacio",
                        "Sys. Calls 7ffcff3cb-7ffcff3cd 8KB 2 r-x [vdso]",
                        "Kernel Vars. 7ffcff3c7-7ffcff3cb 16KB 4 r-- [vvar]",
                        "... 7ffcff2cc-7ffcff3c7 1004KB 251  Vacio",
                        "Stack 7ffcff2ab-7ffcff2cc 132KB 33 rw- [stack]",
                        "... 7f1a8243d-7ffcff2ab 906.0GB 237489774  Vacio",
                        "Mapeo Anon 7f1a8243c-7f1a8243d 4KB 1 rw- [anon]",
                        "Bib Datos 7f1a8243b-7f1a8243c 4KB 1 rw- /usr/lib/x86_64-linux-gnu/ld-2.31.so",
                        "... 7f1a82439-7f1a8243b 8KB 2  Vacio",
                        "Bib Datos 7f1a82431-7f1a82439 32KB 8 r-- /usr/lib/x86_64-linux-gnu/ld-2.31.so",
                        "Bib Texto 7f1a8240e-7f1a82431 140KB 35 r-x /usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .endsWith(
                        "Texto 555500000-555500001 4KB 1 r-x /usr/bin/gnome-shell",
                        "... 000000000-555500000 85.3TB 22906142720  Vacio");
    }

    @Test
    void shouldPrintTheSecondExample() {
        var map = new Lines()
                .named("555500000000-555500001000 r-xp 00000000 08:05 1", "/usr/lib/firefox/firefox")
                .named("7f3b45ee3000-7f3b45ee5000 r-xp 00000000 08:05 3", "/usr/lib/c.so")
                .named("7f3b45ef0000-7f3b45f13000 r-xp 00000000 08:05 2", "/usr/lib/ld.so")
                .named("7f3b45f13000-7f3b45f1b000 r--p 00000000 08:05 2", "/usr/lib/ld.so")
                .named("7f3b45f1b000-7f3b45f1c000 r--p 00000000 08:05 2", "/usr/lib/ld.so")
                .named("7f3b45f1c000-7f3b45f1d000 r--p 00000000 08:05 2", "/usr/lib/ld.so")
                .named("7f3b45f1d000-7f3b45f1e000 rw-p 00000000 08:05 2", "/usr/lib/ld.so")
                .nameless("7f3b45f1e000-7f3b45f1f000 rw-p 00000000 00:00 0")
                .named("7ffdf1b11000-7ffdf1b31000 rw-p 00000000 00:00 0", "[stack]")
                .nameless("7ffdf1b31000-7ffdf1b32000 ---p 00000000 00:00 0")
                .named("7ffdf1b75000-7ffdf1b79000 r--p 00000000 00:00 0", "[vvar]")
                .named("7ffdf1b79000-7ffdf1b7b000 r-xp 00000000 00:00 0", "[vdso]")
                .named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]")
                .parsed();

        assertThat(summary(map))
                .startsWith(
                        "Sys. Calls ffffffffff600-ffffffffff601 4KB 1 --x [vsyscall]",
                        "... 7ffdf1b7b-ffffffffff600 16.0EB 4503565269785221  Vacio",
                        "Sys. Calls 7ffdf1b79-7ffdf1b7b 8KB 2 r-x [vdso]",
                        "Kernel Vars. 7ffdf1b75-7ffdf1b79 16KB 4 r-- [vvar]",
                        "... 7ffdf1b32-7ffdf1b75 268KB 67  Vacio",
                        "Mapeo Anon 7ffdf1b31-7ffdf1b32 4KB 1 --- [anon]",
                        "Stack 7ffdf1b11-7ffdf1b31 128KB 32 rw- [stack]",
                        "... 7f3b45f1f-7ffdf1b11 778.7GB 204127218  Vacio",
                        "Mapeo Anon 7f3b45f1e-7f3b45f1f 4KB 1 rw- [anon]",
                        "Bib Datos 7f3b45f1d-7f3b45f1e 4KB 1 rw- /usr/lib/ld.so",
                        "Bib Datos 7f3b45f1c-7f3b45f1d 4KB 1 r-- /usr/lib/ld.so",
                        "Bib Datos 7f3b45f1b-7f3b45f1c 4KB 1 r-- /usr/lib/ld.so",
                        "Bib Datos 7f3b45f13-7f3b45f1b 32KB 8 r-- /usr/lib/ld.so",
                        "Bib Texto 7f3b45ef0-7f3b45f13 140KB 35 r-x /usr/lib/ld.so");
    }

    @Test
    void shouldPrintTheThirdExample() {
        var map = new Lines()
                .named("555500000000-555500001000 r-xp 00000000 08:05 1", "/usr/lib/firefox/firefox")
                .named("7f5cca66b000-7f5cca66e000 r--p 00000000 08:05 4", "/usr/lib/firefox/liblgpllibs.so")
                .named("7f5cca66e000-7f5cca673000 r-xp 00000000 08:05 4", "/usr/lib/firefox/liblgpllibs.so")
                .named("7f5cca67c000-7f5cca696000 r-xp 00000000 08:05 3", "/usr/lib/firefox/libmozsandbox.so")
                .nameless("7f5cca6a0000-7f5cca6a2000 rw-p 00000000 00:00 0")
                .named("7f5cca6a3000-7f5cca6c6000 r-xp 00000000 08:05 2", "/usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .named("7f5cca6d0000-7f5cca6d1000 rw-p 00000000 08:05 2", "/usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .nameless("7f5cca6d1000-7f5cca6d2000 rw-p 00000000 00:00 0")
                .named("7ffc3f6b2000-7ffc3f6d6000 rw-p 00000000 00:00 0", "[stack]")
                .nameless("7ffc3f6d6000-7ffc3f6d7000 ---p 00000000 00:00 0")
                .named("7ffc3f767000-7ffc3f76b000 r--p 00000000 00:00 0", "[vvar]")
                .named("7ffc3f76b000-7ffc3f76d000 r-xp 00000000 00:00 0", "[vdso]")
                .named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]")
                .parsed();

        assertThat(summary(map))
                .startsWith(
                        "Sys. Calls ffffffffff600-ffffffffff601 4KB 1 --x [vsyscall]",
                        "... 7ffc3f76d-ffffffffff600 16.0EB 4503565271563923  Vacio",
                        "Sys. Calls 7ffc3f76b-7ffc3f76d 8KB 2 r-x [vdso]",
                        "Kernel Vars. 7ffc3f767-7ffc3f76b 16KB 4 r-- [vvar]",
                        "... 7ffc3f6d7-7ffc3f767 576KB 144  Vacio",
                        "Mapeo Anon 7ffc3f6d6-7ffc3f6d7 4KB 1 --- [anon]",
                        "Stack 7ffc3f6b2-7ffc3f6d6 144KB 36 rw- [stack]",
                        "... 7f5cca6d2-7ffc3f6b2 637.8GB 167202784  Vacio",
                        "Mapeo Anon 7f5cca6d1-7f5cca6d2 4KB 1 rw- [anon]",
                        "Bib Datos 7f5cca6d0-7f5cca6d1 4KB 1 rw- /usr/lib/x86_64-linux-gnu/ld-2.31.so")
                .contains(
                        "Bib Texto 7f5cca6a3-7f5cca6c6 140KB 35 r-x /usr/lib/x86_64-linux-gnu/ld-2.31.so",
                        "Mapeo Anon 7f5cca6a0-7f5cca6a2 8KB 2 rw- [anon]",
                        "Bib Texto 7f5cca67c-7f5cca696 104KB 26 r-x /usr/lib/firefox/libmozsandbox.so",
                        "Bib Texto 7f5cca66e-7f5cca673 20KB 5 r-x /usr/lib/firefox/liblgpllibs.so",
                        "Bib Datos 7f5cca66b-7f5cca66e 12KB 3 r-- /usr/lib/firefox/liblgpllibs.so");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0KB",
        "1, 4KB",
        "251, 1004KB",
        "256, 1.0MB",
        "262143, 1024.0MB",
        "262144, 1.0GB",
        "237489774, 906.0GB",
        "4503565270778419, 16.0EB",
        "-1, -4KB"
    })
    void shouldRoundAfterItDivided(long pages, String size) {
        assertThat(OriginalTable.size(BigInteger.valueOf(pages))).isEqualTo(size);
    }

    /// Any slash makes a file, a blank ends a name, raw names are uses: wrong, and as it was.
    @Test
    void shouldMakeTheErrorsOfTheOriginal() {
        var map = new Lines()
                .named("1000-2000 r-xp 00000000 fd:01 1", "/program")
                .named("2000-3000 ---p 00000000 fd:01 1", "/program")
                .named("3000-4000 rw-p 00000000 00:00 0", "[anon:a/b]")
                .named("4000-5000 rw-s 00000000 00:01 9", "/memfd:na me (deleted)")
                .named("5000-6000 r--p 00000000 00:00 0", "[vvar_vclock]")
                .named("6000-7000 rw-p 00000000 00:00 0", "[heap]")
                .named("7000-8000 r-xp 00000000 fd:01 1", "/program")
                .parsed();
        assertThat(summary(map))
                .containsExactly(
                        "Bib Texto 00007-00008 4KB 1 r-x /program",
                        "Heap 00006-00007 4KB 1 rw- [heap]",
                        "[vvar_vclock] 00005-00006 4KB 1 r-- [vvar_vclock]",
                        "Bib Datos 00004-00005 4KB 1 rw- /memfd:na",
                        "Bib Datos 00003-00004 4KB 1 rw- [anon:a/b]",
                        "Reserva 00002-00003 4KB 1 --- /program",
                        "Texto 00001-00002 4KB 1 r-x /program",
                        "... 00000-00001 4KB 1  Vacio");
    }

    @Test
    void shouldPrintTheWholeTableInEitherLanguage() {
        var map = new Lines()
                .named("00001000-00002000 r-xp 00000000 fd:01 1", "/program")
                .nameless("00002000-00102000 rw-p 00000000 00:00 0")
                .parsed();
        assertThat(OriginalTable.text(7, map, OriginalLanguage.SPANISH)).isEqualTo("""
                PID: 7
                || Uso          || Inicio Pagina    - Fin Pagina       || Tama\u00f1o       ||  Num Paginas || Perm ||\
                 Uso o Mapeo
                || Mapeo Anon   || 00002            - 00102            || 1.0MB        ||          256 || rw-  || [anon]
                || Texto        || 00001            - 00002            || 4KB          ||            1 || r-x  ||\
                 /program
                || ...          || 00000            - 00001            || 4KB          ||            1 ||      || Vacio
                """);
        assertThat(OriginalTable.text(7, map, OriginalLanguage.ENGLISH)).isEqualTo("""
                PID: 7
                || Use          || Start Page       - End Page         || Size         ||        Pages || Perm ||\
                 Mapping
                || Anonymous    || 00002            - 00102            || 1.0MB        ||          256 || rw-  || [anon]
                || Text         || 00001            - 00002            || 4KB          ||            1 || r-x  ||\
                 /program
                || ...          || 00000            - 00001            || 4KB          ||            1 ||      || Free
                """);
        assertThat(OriginalTable.rows(MapsSnapshot.parse(new byte[0]), OriginalLanguage.ENGLISH))
                .isEmpty();
    }

    private static List<String> summary(MapsSnapshot map) {
        return OriginalTable.rows(map, OriginalLanguage.SPANISH).stream()
                .map(row -> row.use() + " " + row.startPage() + "-" + row.endPage() + " " + row.size() + " "
                        + row.pages() + " " + row.permissions() + " " + row.mapping())
                .toList();
    }
}
