package anax.procmaps.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NameTableTest {
    private final NameTable table = new NameTable();

    @Property
    void shouldGiveEachNameOneNumber(@ForAll List<@StringLength(max = 3) String> names) {
        var fresh = new NameTable();
        Map<String, Integer> ids = new HashMap<>();
        for (String name : names) {
            byte[] octets = name.getBytes(StandardCharsets.UTF_8);
            String kept = new String(octets, StandardCharsets.UTF_8);
            int id = fresh.intern(octets, 0, octets.length);
            assertThat(id).isEqualTo(ids.computeIfAbsent(kept, _ -> id));
            assertThat(fresh.text(id)).isEqualTo(kept);
            assertThat(fresh.octets(id)).isEqualTo(octets);
        }
    }

    @Test
    void shouldHoldManyNames() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(intern("/name/" + i)).isEqualTo(i + 1);
        }
        assertThat(intern("/name/77")).isEqualTo(78);
        assertThat(table.count()).isEqualTo(100_001);
    }

    @Test
    void shouldMakeOneStringOfAName() {
        int id = intern("/usr/lib");
        assertThat(table.text(id)).isSameAs(table.text(id));
    }

    @Test
    void shouldForgetAllButTheEmptyName() {
        intern("one");
        table.clear();
        assertThat(table.count()).isEqualTo(1);
        assertThat(intern("")).isZero();
        assertThat(table.text(intern("two"))).isEqualTo("two");
    }

    @Test
    void shouldStillTakeNamesWhenTrimmed() {
        intern("one");
        table.trim();
        assertThat(table.text(intern("two"))).isEqualTo("two");
        assertThat(intern("one")).isEqualTo(1);
    }

    private int intern(String name) {
        byte[] octets = name.getBytes(StandardCharsets.UTF_8);
        return table.intern(octets, 0, octets.length);
    }
}
