package anax.procmaps.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import anax.procmaps.jvm.JavaRange.Kind;
import anax.procmaps.maps.Child;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.OddMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JavaRangesTest {
    private static final String INFO = """
            Heap address: 0x0000000687400000, size: 64 MB, Compressed Oops mode: Zero based, Oop shift amount: 3
            CDS archive(s) mapped at: [0x0000000093000000-0x0000000093d95000-0x0000000093d95000), size 14241792
            Compressed class space mapped at: 0x0000000094000000-0x00000000d4000000, reserved size: 1073741824
             garbage-first heap   total reserved 65536K, used 11461K [0x0000000687400000, 0x000000068b400000)
            Card table byte_map: [0x00007f109030f000,0x00007f1090ed5000] _byte_map_base: 0x00007f108ced5000
             Bits: [0x00007f106e5cf000, 0x00007f10743ff000)
            Polling page: 0x00007f1093aef000
            CodeHeap 'non-nmethods': size=5692Kb used=1487Kb max_used=1516Kb free=4204Kb
             bounds [0x00007f107b938000, 0x00007f107bba8000, 0x00007f107bec7000]
            Event: 0.1 Protecting memory [0x00007f1091f00000,0x00007f1091f04000] with protection modes 0
            """;

    @Test
    void shouldReadEachRangeThatTheMachineTells() {
        assertThat(JavaRanges.parse(INFO))
                .containsExactly(
                        new JavaRange(Kind.HEAP, 0x687400000L, 0x68b400000L, "Java heap"),
                        new JavaRange(Kind.ARCHIVE, 0x93000000L, 0x93d95000L, "CDS archive(s)"),
                        new JavaRange(Kind.CLASSES, 0x94000000L, 0xd4000000L, "Compressed class space"),
                        new JavaRange(Kind.COLLECTOR, 0x7f109030f000L, 0x7f1090ed5000L, "Card table"),
                        new JavaRange(Kind.COLLECTOR, 0x7f106e5cf000L, 0x7f10743ff000L, "Bits"),
                        new JavaRange(Kind.POLLING_PAGE, 0x7f1093aef000L, 0x7f1093af0000L, "Polling page"),
                        new JavaRange(Kind.CODE, 0x7f107b938000L, 0x7f107bec7000L, "CodeHeap 'non-nmethods'"));
    }

    @Test
    void shouldTakeGenerationsWhenNothingTellsTheWholeHeap() {
        List<JavaRange> ranges = JavaRanges.parse("""
                 PSYoungGen      total 76288K, used 5243K [0x00000000d5580000, 0x00000000daa80000, 0x0000000100000000)
                 ParOldGen       total 175104K, used 0K [0x0000000080000000, 0x000000008ab00000, 0x00000000d5580000)
                CodeCache: size=245760Kb used=1149Kb max_used=1160Kb free=244611Kb
                 bounds [0x00007f5d55000000, 0x00007f5d55270000, 0x00007f5d64000000]
                """);
        assertThat(ranges)
                .containsExactly(
                        new JavaRange(Kind.HEAP, 0xd5580000L, 0x100000000L, "PSYoungGen"),
                        new JavaRange(Kind.HEAP, 0x80000000L, 0xd5580000L, "ParOldGen"),
                        new JavaRange(Kind.CODE, 0x7f5d55000000L, 0x7f5d64000000L, "CodeCache"));
    }

    @Test
    void shouldReadNothingOutOfNothing() {
        assertThat(JavaRanges.parse("")).isEmpty();
        assertThat(JavaRanges.parse("Heap address: nowhere\n bounds [0x1, 0x2]\n\0"))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAskALiveMachineThatNobodyAskedBefore(@TempDir Path folder) throws Exception {
        try (Child child = Child.start(OddMemory.class, folder.toString(), "0")) {
            List<JavaRange> ranges =
                    JvmAttach.ask(child.pid(), "VM.info").map(JavaRanges::parse).orElseThrow();
            var map = MapsSnapshot.parse(Files.readAllBytes(Path.of("/proc/" + child.pid() + "/maps")));

            assertThat(ranges).extracting(JavaRange::kind).contains(Kind.HEAP, Kind.CODE, Kind.CLASSES);
            assertThat(ranges).filteredOn(range -> range.kind() == Kind.HEAP).allSatisfy(heap -> {
                assertThat(map.indexOf(heap.start())).as("is mapped").isNotNegative();
                assertThat(heap.end() - heap.start()).as("-Xmx64m").isLessThanOrEqualTo(64L << 20);
            });
            assertThat(JvmAttach.ask(child.pid(), "VM.version"))
                    .get()
                    .asString()
                    .contains("JDK");
            assertThat(JvmAttach.ask(child.pid(), "No.such.command")).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldAskItsOwnMachine() throws Exception {
        assertThat(JvmAttach.ask(ProcessHandle.current().pid(), "VM.info").map(JavaRanges::parse))
                .get()
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isNotEmpty();
    }

    /// The signal that wakes a JVM would end this one.
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveAProgramAloneThatIsNoMachine() throws Exception {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(JvmAttach.ask(sleeping.pid(), "VM.info")).isEmpty();
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroyForcibly();
        }
        assertThat(JvmAttach.ask(4_194_304, "VM.info")).isEmpty();
    }
}
