package anax.procmaps.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// Reading to the end of a source that gives as little as it likes.
class BoundedTextTest {
    /// Whatever the sizes of text, bound, window and source's portions: the same octets, or too long exactly if
    /// they are.
    @Property
    void readsTheSameOctetsOrSaysThatTheyAreTooMany(
            @ForAll @IntRange(max = 100_000) int length,
            @ForAll @IntRange(min = 1, max = 100_000) int bound,
            @ForAll @IntRange(min = 1, max = 70_000) int window,
            @ForAll @IntRange(min = 1, max = 70_000) int portion)
            throws IOException {
        byte[] octets = octets(length);
        var text = new BoundedText(bound, window);
        text.readToEnd(new Source(octets, portion), ReadHook.NONE);

        assertThat(text.isTooLong()).isEqualTo(length > bound);
        if (!text.isTooLong()) {
            assertThat(text.toBytes()).isEqualTo(octets);
        }
    }

    @Property(tries = 50)
    void fitsABoundThatIsExactlyMet(@ForAll @IntRange(min = 1, max = 70_000) int length) throws IOException {
        var met = new BoundedText(length, 4096);
        met.readToEnd(new Source(octets(length), 4095), ReadHook.NONE);
        var passed = new BoundedText(length, 4096);
        passed.readToEnd(new Source(octets(length + 1), 4095), ReadHook.NONE);

        assertThat(met.isTooLong()).isFalse();
        assertThat(met.toBytes()).hasSize(length);
        assertThat(passed.isTooLong()).isTrue();
    }

    /// The JDK copies through memory of its own, as large as what it is asked for, and keeps that for each
    /// thread.
    @Property(tries = 50)
    void asksForNoMoreThanItsWindow(@ForAll @IntRange(min = 1, max = 70_000) int window) throws IOException {
        var source = new Source(octets(100_000), Integer.MAX_VALUE);
        new BoundedText(1_000_000, window).readToEnd(source, ReadHook.NONE);

        assertThat(source.mostAskedFor).isLessThanOrEqualTo(window);
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + (i >> 8));
        }
        return octets;
    }

    /// Gives its octets in portions, and remembers how much was asked for at most.
    private static final class Source implements ReadableByteChannel {
        private final ByteBuffer left;
        private final int portion;
        private int mostAskedFor;

        Source(byte[] octets, int portion) {
            this.left = ByteBuffer.wrap(octets);
            this.portion = portion;
        }

        @Override
        public int read(ByteBuffer into) {
            mostAskedFor = Math.max(mostAskedFor, into.remaining());
            if (!left.hasRemaining()) {
                return -1;
            }
            int given = Math.min(portion, Math.min(left.remaining(), into.remaining()));
            into.put(left.slice(left.position(), given));
            left.position(left.position() + given);
            return given;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
