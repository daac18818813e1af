package anax.bench.maps;

import anax.procmaps.maps.MapsParser;
import anax.procmaps.maps.MapsSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A text as long as blazesym's (7,066 lines, some 60 octets each), parsed again and again, per line; and addresses
/// looked up in it, each.
///
/// Owner: JMH's thread. Of a `split` and records, as most readers do it, of counting newlines, which is the least that
/// anybody must do, and of the parser.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MapsBenchmarks {
    /// As many lines as blazesym's sample has.
    static final int LINES = 7066;

    private static final int LOOKUPS = 4096;
    private static final long SEED = 42;
    private static final long FIRST = 0x7f0000000000L;

    /// What most readers make of a line.
    ///
    /// @param start the first address
    /// @param end the end
    /// @param permissions the letters
    /// @param name the name
    public record Line(long start, long end, String permissions, String name) {}

    private final byte[] text = text();
    private final MapsParser parser = new MapsParser();
    private final MapsSnapshot map = MapsSnapshot.parse(text);
    private final long[] addresses = addresses();

    /// Made by JMH.
    public MapsBenchmarks() {}

    /// Ours, into the same columns each time.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public int parseAgain() {
        return parser.parse(text).count();
    }

    /// Ours, into new columns each time.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public int parseAnew() {
        return MapsSnapshot.parse(text).count();
    }

    /// The least: every octet is looked at once.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public int countNewlines() {
        int lines = 0;
        for (byte octet : text) {
            lines += octet == '\n' ? 1 : 0;
        }
        return lines;
    }

    /// A rival: lines and words as Strings.
    @Benchmark
    @OperationsPerInvocation(LINES)
    public List<Line> splitIntoRecords() {
        List<Line> lines = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            if (!line.isEmpty()) {
                String[] words = line.split("\\s+", 6);
                int hyphen = words[0].indexOf('-');
                lines.add(new Line(
                        Long.parseUnsignedLong(words[0], 0, hyphen, 16),
                        Long.parseUnsignedLong(words[0], hyphen + 1, words[0].length(), 16),
                        words[1],
                        words.length > 5 ? words[5] : ""));
            }
        }
        return lines;
    }

    /// Addresses anywhere in the map.
    @Benchmark
    @OperationsPerInvocation(LOOKUPS)
    public int lookUp() {
        int found = 0;
        for (long address : addresses) {
            found += map.indexOf(address);
        }
        return found;
    }

    private long[] addresses() {
        var random = new Random(SEED);
        long last = map.end(map.count() - 1);
        long[] wanted = new long[LOOKUPS];
        for (int i = 0; i < LOOKUPS; i++) {
            wanted[i] = FIRST + (long) (random.nextDouble() * (last - FIRST));
        }
        return wanted;
    }

    /// Two lines of three without a name, so that a line has the length of the sample's.
    private static byte[] text() {
        var lines = new StringBuilder();
        long address = FIRST;
        for (int i = 0; i < LINES; i++) {
            boolean named = i % 3 == 0;
            String header = "%x-%x r-xp %08x %s "
                    .formatted(
                            address,
                            address + 8192,
                            named ? i * 4096 : 0,
                            named ? "fd:01 " + (1000 + i / 9) : "00:00 0");
            lines.append(header);
            if (named) {
                lines.repeat(' ', 73 - header.length()).append("/lib/l").append(i / 9);
            }
            lines.append('\n');
            address += 8192 + (i % 7 == 0 ? 4096 : 0);
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
