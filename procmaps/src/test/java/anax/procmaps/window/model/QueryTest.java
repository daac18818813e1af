package anax.procmaps.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import anax.procmaps.filter.BadCondition;
import anax.procmaps.show.Words;
import java.util.BitSet;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is typed into the filter box.
class QueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | 0 1 2 3 4 5 6 7 8 9",
                "'  '               | 0 1 2 3 4 5 6 7 8 9",
                "LIB                | 5 6",
                "'\"lib one\"'      | 5 6",
                "'lib perm:x'       | 5",
                "~\\.so$            | 5 6",
                "w+x                | 8",
                "perm:wx            | 8",
                "size>1M            | 4",
                "size<8K            | 1 3 6 8",
                "addr:602000        | 1",
                "use:heap           | 2",
                "deleted            | ''",
                "'context:2 stack'  | 9",
            })
    void shouldTakeWhatIsTyped(String typed, String regions) {
        BitSet taken = Query.parse(typed).accepted(Memories.of(Memories.USUAL));
        int[] expected = Stream.of(regions.split(" "))
                .filter(word -> !word.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        assertThat(taken.stream().toArray()).isEqualTo(expected);
    }

    @Test
    void shouldReadRowsAroundWhenTheyAreAskedFor() {
        assertThat(Query.parse("context:2 stack"))
                .extracting(Query::before, Query::after)
                .containsExactly(2, 2);
        assertThat(Query.parse("before:1"))
                .extracting(Query::before, Query::after)
                .containsExactly(1, 0);
        assertThat(Query.parse("after:1000"))
                .extracting(Query::before, Query::after)
                .containsExactly(0, 1000);
        assertThat(Query.parse("after:3").takesAll()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"context:", "before:x", "after:-1", "context:1001", "context:99999"})
    void shouldSayWhatIsAllowedWhenRowsAreNoNumber(String typed) {
        assertThatThrownBy(() -> Query.parse(typed))
                .isInstanceOfSatisfying(
                        BadCondition.class,
                        bad -> assertThat(bad.in(Words.ofWindow(Locale.ENGLISH)))
                                .isEqualTo("\"" + typed + "\" is no number of rows; give 0 to 1000"));
    }
}
