package anax.procmaps.classify;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.jvm.JavaRange;
import anax.procmaps.live.ThreadStack;
import anax.procmaps.maps.Lines;
import anax.procmaps.maps.MapsSnapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {
    /// A map like a JVM's: an archive below the program, libraries, a font, guards, and what the kernel adds.
    private static final Lines JVM = new Lines()
            .named("ffe00000-fff00000 rw-p 00001000 fd:01 900", "/opt/jdk/lib/server/classes.jsa")
            .named("fff00000-fff80000 r-xp 00101000 fd:01 900", "/opt/jdk/lib/server/classes.jsa")
            .named("55ea74d5a000-55ea74d5b000 r--p 00000000 fd:01 301", "/opt/jdk/bin/java")
            .named("55ea74d5b000-55ea74d5c000 r-xp 00001000 fd:01 301", "/opt/jdk/bin/java")
            .named("55ea9a08f000-55ea9a0d8000 rw-p 00000000 00:00 0", "[heap]")
            .nameless("7f1000000000-7f1000001000 ---p 00000000 00:00 0")
            .nameless("7f1000001000-7f1000101000 rw-p 00000000 00:00 0")
            .nameless("7f1000101000-7f1040000000 ---p 00000000 00:00 0")
            .named("7f1050000000-7f1050001000 r--p 00000000 fd:01 700", "/usr/share/fonts/a.ttf")
            .named("7f1060000000-7f1060001000 r--p 00000000 fd:01 500", "/usr/lib/libc.so.6")
            .named("7f1060001000-7f1060002000 r-xp 00001000 fd:01 500", "/usr/lib/libc.so.6")
            .named("7f1060002000-7f1060003000 ---p 00002000 fd:01 500", "/usr/lib/libc.so.6")
            .named("7f1060003000-7f1060004000 rw-p 00003000 fd:01 500", "/usr/lib/libc.so.6")
            .named("7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0", "[stack]")
            .named("7ffc00100000-7ffc00104000 r--p 00000000 00:00 0", "[vvar]")
            .named("7ffc00104000-7ffc00106000 r-xp 00000000 00:00 0", "[vdso]")
            .named("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0", "[vsyscall]");

    @Test
    void shouldClassifyAMapWithTheRuleThatFitsFirst() {
        var knowledge = new Knowledge(OptionalLong.of(0x55ea74d5b100L), "", List.of(), List.of());
        assertThat(rules(JVM.parsed(), knowledge))
                .containsExactly(
                        Rule.OTHER_FILE,
                        Rule.OTHER_CODE,
                        Rule.PROGRAM_FILE,
                        Rule.PROGRAM_CODE,
                        Rule.HEAP_LABEL,
                        Rule.GUARD_BESIDE,
                        Rule.NO_NAME,
                        Rule.NO_RIGHTS,
                        Rule.OTHER_FILE,
                        Rule.LIBRARY_FILE,
                        Rule.LIBRARY_CODE,
                        Rule.FILE_WITHOUT_RIGHTS,
                        Rule.LIBRARY_FILE,
                        Rule.STACK_LABEL,
                        Rule.KERNEL_VARIABLE_LABEL,
                        Rule.SYSTEM_CALL_LABEL,
                        Rule.SYSTEM_CALL_LABEL);
    }

    /// The original took the first file for the program, and so java itself for a library.
    @Test
    void shouldFindTheProgramByLinkOrHeapWhereNoAddressTellsIt() {
        var map = JVM.parsed();
        var byLink = new Knowledge(OptionalLong.empty(), "/opt/jdk/bin/java", List.of(), List.of());
        assertThat(rules(map, byLink).get(3)).isEqualTo(Rule.PROGRAM_CODE);
        assertThat(rules(map, Knowledge.NONE).get(3)).as("below the heap").isEqualTo(Rule.PROGRAM_CODE);
        var heapless = new Lines()
                .named("1000-2000 r--p 00000000 fd:01 1", "/data")
                .named("3000-4000 r-xp 00000000 fd:01 2", "/program")
                .named("5000-6000 r-xp 00000000 fd:01 3", "/library");
        assertThat(rules(heapless.parsed(), Knowledge.NONE))
                .containsExactly(Rule.OTHER_FILE, Rule.PROGRAM_CODE, Rule.LIBRARY_CODE);
    }

    @Test
    void shouldNameThreadStacksAndJavaRangesWithWhatToldThem() {
        var stack = new ThreadStack(42, "worker", 0x7f1000100f00L);
        var range = new JavaRange(JavaRange.Kind.ARCHIVE, 0xffe80000L, 0xfff80000L, "CDS archive(s)");
        var knowledge = new Knowledge(OptionalLong.empty(), "", List.of(stack), List.of(range));
        var classes = Classification.of(JVM.parsed(), knowledge);

        assertThat(classes.category(6)).isEqualTo(Category.THREAD_STACK);
        assertThat(classes.thread(6)).contains(stack);
        assertThat(classes.why(6)).isEqualTo("a thread's stack pointer lies in it: worker, 42");
        assertThat(classes.category(0)).isEqualTo(Category.JAVA_CLASSES);
        assertThat(classes.java(0)).contains(range);
        assertThat(classes.why(1)).isEqualTo("the JVM says that its classes are there: CDS archive(s)");
        assertThat(classes.java(2)).isEmpty();
    }

    /// The label says more than a pointer, and a file is no stack even if one points into it.
    @Test
    void shouldLeaveLabelsAndFilesWhereAStackPointerLiesInThem() {
        var stacks = List.of(
                new ThreadStack(1, "main", 0x7ffc00000100L),
                new ThreadStack(2, "odd", 0x7f1060003100L),
                new ThreadStack(3, "nowhere", 0x10L));
        var rules = rules(JVM.parsed(), new Knowledge(OptionalLong.empty(), "", stacks, List.of()));
        assertThat(rules.get(13)).isEqualTo(Rule.STACK_LABEL);
        assertThat(rules.get(12)).isEqualTo(Rule.LIBRARY_FILE);
        assertThat(rules).doesNotContain(Rule.STACK_POINTER);
    }

    @ParameterizedTest
    @CsvSource({
        "rw-s 00000000 00:01 1027, /dev/zero (deleted), SHARED_ZERO",
        "rw-p 00000000 00:06 5, /dev/zero, DEVICE_PATH",
        "rw-s 00000000 00:01 1029, /memfd:na me (deleted), MEMFD",
        "rw-s 00000000 fd:01 1029, /memfd:a file (deleted), OTHER_FILE",
        "rw-s 00000000 00:01 32769, /SYSV1234abcd (deleted), SYSTEM_V",
        "rw-s 00000000 00:01 32769, /SYSV1234abcd, SYSTEM_V",
        "rw-s 00000000 fd:01 32769, /SYSVOL/data, OTHER_FILE",
        "rw-s 00000000 00:01 32769, /SYSVOL, OTHER_FILE",
        "rw-p 00000000 00:10 77, /anon_hugepage (deleted), ANONYMOUS_HUGE",
        "rw-s 00000000 00:10 77, /anon_hugepage (deleted), NO_NAME_SHARED",
        "rw-s 00000000 00:10 77, /dev/hugepages/pool, OTHER_FILE",
        "rw-s 00000000 00:13 77, /dev/shm/x, OTHER_FILE",
        "rw-s 00000000 00:13 88, /[aio] (deleted), ASYNCHRONOUS_IO",
        "r--s 10000000 00:10 89, anon_inode:[io_uring], PSEUDO_FILE",
        "rw-s 00000000 00:09 90, socket:[90], PSEUDO_FILE",
        "rw-s 00000000 00:0a 90, /dmabuf:cam (deleted), DEVICE_PATH",
        "rw-s 00000000 00:0a 90, /i915 (deleted), DEVICE_PATH",
        "rw-s 20f3a8000 e2:80 91, /dev/dri/renderD128, DEVICE_PATH",
        "rw-p 00000000 00:00 0, [anon:my pool/a (deleted)], ANONYMOUS_NAME",
        "rw-s 00000000 00:01 91, [anon_shmem:ring], SHARED_NAME",
        "rw-p 00000000 00:00 0, [stack:4242], THREAD_STACK_LABEL",
        "r--p 00000000 00:00 0, [vvar_vclock], KERNEL_VARIABLE_LABEL",
        "r--p 00000000 00:00 0, [uprobes], UNKNOWN_LABEL",
        "r--p 00000000 00:00 0, [sigpage], UNKNOWN_LABEL",
        "r--s 00000000 fd:00 66, /srv/[heap], OTHER_FILE",
        "r--s 00000000 fd:00 66, /srv/[stack] (deleted), OTHER_FILE",
        "r--s 00000000 fd:00 66, /lib/libx.so (deleted), OTHER_FILE",
        "rw-s 00000000 00:00 0, '', NO_NAME_SHARED"
    })
    void shouldJudgeANameWithWhatStandsBehindIt(String fields, String name, Rule rule) {
        var lines = new Lines();
        String header = "7f1200000000-7f1200001000 " + fields;
        var map = (name.isEmpty() ? lines.nameless(header) : lines.named(header, name)).parsed();
        assertThat(rules(map, Knowledge.NONE)).containsExactly(rule);
    }

    @Test
    void shouldTakeNoGuardWhereNothingWritableIsBeside() {
        var map = new Lines()
                .nameless("7f1200000000-7f1200001000 ---p 00000000 00:00 0")
                .nameless("7f1200001000-7f1200002000 r--p 00000000 00:00 0")
                .nameless("7f1200004000-7f1200005000 ---p 00000000 00:00 0")
                .parsed();
        assertThat(rules(map, Knowledge.NONE)).containsExactly(Rule.NO_RIGHTS, Rule.NO_NAME, Rule.NO_RIGHTS);
    }

    @Test
    void shouldGiveAReasonForEachRuleAndARuleForEachCategory() {
        Set<Category> reached = EnumSet.noneOf(Category.class);
        for (Rule rule : Rule.values()) {
            assertThat(rule.why()).isNotBlank();
            reached.add(rule.category());
        }
        assertThat(reached).containsExactlyInAnyOrder(Category.values());
    }

    private static List<Rule> rules(MapsSnapshot map, Knowledge knowledge) {
        var classes = Classification.of(map, knowledge);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < map.count(); i++) {
            rules.add(classes.rule(i));
        }
        return rules;
    }
}
