package anax.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import anax.runtime.crossbar.Doorbell;
import anax.runtime.crossbar.LaneReceiver;
import anax.runtime.crossbar.LaneSender;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/// What another CPU writes shares no cache line with what stands before or behind it on the heap.
///
/// The JVM decides where fields lie, so this looks; it runs with headers of twelve octets and with those of eight.
class PaddingTest {
    private static final int LINE = 64;
    private static final int BEFORE = 2 * LINE; // two lines, for processors fetch them in pairs
    private static final int BEHIND = LINE;
    private static final int MESSAGE = 48;

    @ParameterizedTest
    @ValueSource(classes = {Doorbell.class, LaneSender.class, LaneReceiver.class, MessageList.class, CpuCounters.class})
    void shouldKeepOtherObjectsOffTheLinesOfItsWords(Class<?> padded) {
        ClassLayout layout = ClassLayout.parseClass(padded);
        assertThat(wordsOf(layout)).isNotEmpty();
        assertThat(tooNear(layout)).as("fields of %s", padded.getSimpleName()).isEmpty();
    }

    @Test
    void shouldLookAtEveryClassThatIsPadded() {
        assertThat(new ClassFileImporter()
                        .importPackages("anax.runtime").stream()
                                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                        && type.getAllRawSuperclasses().stream()
                                                .anyMatch(parent ->
                                                        parent.getSimpleName().equals("CacheLinePadding")))
                                .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "Doorbell", "LaneSender", "LaneReceiver", "MessageList", "CpuCounters", "Cpu", "Lwkt");
    }

    /// Each send to a thread of another CPU reads whose it is, and what that CPU is: beside words that change
    /// with each message and switch, these reads cost more than the rest of the way.
    @ParameterizedTest
    @CsvSource({"anax.runtime.Cpu, CpuIdentity", "anax.runtime.Lwkt, ThreadIdentity"})
    void shouldKeepWhatOthersReadOffTheLinesOfWhatItsCpuWrites(String padded, String identity) throws Exception {
        List<FieldLayout> words = wordsOf(ClassLayout.parseClass(Class.forName(padded)));
        List<FieldLayout> read = words.stream()
                .filter(word -> word.classShortName().equals(identity))
                .toList();
        long end = read.stream()
                .mapToLong(word -> word.offset() + word.size())
                .max()
                .orElseThrow();
        assertThat(read).allMatch(word -> word.offset() >= BEFORE);
        assertThat(words)
                .filteredOn(word -> !word.classShortName().equals(identity))
                .isNotEmpty()
                .allMatch(word -> word.offset() >= end + BEFORE);
    }

    /// Owner: as of [Message].
    @SuppressWarnings("unused")
    private static final class Carrying extends Message {
        private long word;
    }

    /// A message goes out and home with its cache lines, so what few messages need lies aside of it.
    @Test
    void shouldFitMessageWithAWordThatItCarriesInFortyEightOctets() {
        assertThat(ClassLayout.parseClass(Carrying.class).instanceSize()).isLessThanOrEqualTo(MESSAGE);
    }

    /// Owner: nobody.
    @SuppressWarnings("unused")
    private static final class Unpadded {
        private int word;
    }

    @SuppressWarnings("unused")
    private static class LongBefore {
        private byte p000, p001, p002, p003, p004, p005, p006, p007;
    }

    /// Owner: nobody.
    @SuppressWarnings("unused")
    private static final class PaddedTooLittle extends LongBefore {
        private int word;
        private byte t00, t01, t02, t03;
    }

    @Test
    void shouldFindWordsThatStandTooNear() {
        assertThat(tooNear(ClassLayout.parseClass(Unpadded.class))).hasSize(1);
        assertThat(tooNear(ClassLayout.parseClass(PaddedTooLittle.class))).hasSize(1);
    }

    /// Fields that stand too near to the beginning or the end of their object.
    private static List<String> tooNear(ClassLayout layout) {
        List<String> found = new ArrayList<>();
        for (FieldLayout word : wordsOf(layout)) {
            long behind = layout.instanceSize() - word.offset() - word.size();
            if (word.offset() < BEFORE || behind < BEHIND) {
                found.add(word.name() + " has " + word.offset() + " octets before it and " + behind + " behind");
            }
        }
        return found;
    }

    /// Its fields but for the padding, which is made of bytes.
    private static List<FieldLayout> wordsOf(ClassLayout layout) {
        return layout.fields().stream()
                .filter(field -> !field.typeClass().equals("byte"))
                .toList();
    }
}
