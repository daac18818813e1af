package anax.netstack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.MemoryBudget;
import anax.netstack.packet.PacketPool;
import anax.netstack.packet.PacketPoolConfig;
import anax.netstack.packet.PacketTail;
import anax.netstack.wire.InternetChecksum;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/// Octets come out of a send buffer as they went in, and its memory goes back.
class SendBufferTest {
    @Test
    void shouldKeepOctetsInOrderWhenWrittenAndReleasedAtRandom() {
        final Random random = new Random(5);
        final SendMemory memory = new SendMemory(1 << 22, memory());
        final SendBuffer buffer = new SendBuffer(memory, 300_000);
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[100_000]);
        int written = 0;
        int released = 0;
        for (int step = 0; step < 3_000; step++) {
            final int octets = random.nextInt(100_000);
            for (int i = 0; i < octets; i++) {
                scratch.putByte(i, Seg.octetAt(written + i));
            }
            final int room = buffer.room();
            final int taken = buffer.append(scratch, 0, octets);
            assertThat(taken).isEqualTo(Math.min(octets, room));
            written += taken;
            assertThat(buffer.length()).isEqualTo(written - released);
            final int offset = random.nextInt(buffer.length() + 1);
            final int looked = Math.min(random.nextInt(2_000), buffer.length() - offset);
            buffer.copy(offset, looked, scratch, 7);
            for (int i = 0; i < looked; i++) {
                assertThat(scratch.getByte(7 + i)).isEqualTo(Seg.octetAt(released + offset + i));
            }
            assertThat(buffer.sum(offset, looked)).isEqualTo(InternetChecksum.sum(scratch, 7, looked));
            lookWhereTheyLie(buffer, offset, looked, released);
            final int gone = random.nextInt(buffer.length() + 1);
            buffer.release(gone);
            released += gone;
            assertThat(memory.used()).isBetween((long) buffer.length(), buffer.length() + 2L * SendChunk.OCTETS);
        }
        buffer.clear();
        assertThat(memory.used()).isZero();
    }

    private static void lookWhereTheyLie(SendBuffer buffer, int offset, int octets, int released) {
        final UnsafeBuffer vector = new UnsafeBuffer(new byte[4 * PacketTail.ENTRY]);
        final int entries = buffer.writeVector(offset, octets, vector, 0, 4);
        int seen = 0;
        for (int i = 0; i < entries; i++) {
            final long address = vector.getLong(i * PacketTail.ENTRY);
            final int length = (int) vector.getLong(i * PacketTail.ENTRY + Long.BYTES);
            final UnsafeBuffer piece = new UnsafeBuffer(address, length);
            assertThat(piece.getByte(0)).isEqualTo(Seg.octetAt(released + offset + seen));
            assertThat(piece.getByte(length - 1)).isEqualTo(Seg.octetAt(released + offset + seen + length - 1));
            seen += length;
        }
        assertThat(seen).isEqualTo(octets);
        assertThat(buffer.writeVector(offset, octets, vector, 0, Math.max(0, entries - 1)))
                .isEqualTo(entries == 0 ? 0 : -1);
    }

    @Test
    void shouldTakeLessWhenMemoryStandsAtItsBound() {
        final SendMemory memory = new SendMemory(2 * SendChunk.OCTETS, memory());
        final SendBuffer first = new SendBuffer(memory, 1 << 20);
        final SendBuffer second = new SendBuffer(memory, 1 << 20);
        final UnsafeBuffer octets = new UnsafeBuffer(new byte[3 * SendChunk.OCTETS]);
        assertThat(first.append(octets, 0, SendChunk.OCTETS)).isEqualTo(SendChunk.OCTETS);
        assertThat(second.append(octets, 0, octets.capacity())).isEqualTo(SendChunk.OCTETS);
        assertThat(first.append(octets, 0, 1)).isZero();
        second.release(SendChunk.OCTETS);
        assertThat(first.append(octets, 0, 1)).isOne();
    }

    private static MemoryBudget memory() {
        return new PacketPool(0, PacketPoolConfig.standard(), () -> true).memory();
    }
}
