package anax.netstack.ip;

import anax.netstack.packet.Packet;
import anax.netstack.wire.Ipv4Header;
import anax.netstack.wire.Ipv4Options;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/// The options that go back with an echo: Record Route and Timestamp, with this host in them, so that they tell of
/// the whole round trip (RFC 1122, sections 3.2.1.8 and 3.2.2.6).
///
/// Owner: one partition. Allocates nothing, never blocks. An option that is full goes back as it came, and a
/// timestamp counts this host among those that found no room, up to the 15 that it can say (RFC 791, section 3.1).
final class EchoOptions {
    private static final int POINTER = 2;
    private static final int OVERFLOW_AND_FLAG = 3;
    private static final int OVERFLOW = 0x10;
    private static final int MOST_OVERFLOW = 15;
    private static final int WORD = Integer.BYTES;
    private static final long MS_NS = 1_000_000L;
    private static final long DAY_MS = 86_400_000L;

    /// Says that the time is none of day (RFC 1122, section 3.2.2.8): the clock here knows no midnight.
    private static final int NOT_OF_DAY = 0x8000_0000;

    private final InterfaceTable interfaces;
    private final Ipv4Options options = new Ipv4Options();
    private final UnsafeBuffer returned = new UnsafeBuffer(new byte[Ipv4Options.MAX_LENGTH]);
    private int length;

    EchoOptions(InterfaceTable interfaces) {
        this.interfaces = interfaces;
    }

    /// Takes what is to go back out of a question's header.
    ///
    /// @param own the address of ours that was asked
    void take(Packet question, Ipv4Header ip, int own, long nowNs) {
        length = 0;
        if (!ip.hasOptions() || !options.wrap(question.buffer(), ip.optionsOffset(), ip.optionsLength())) {
            return;
        }
        while (options.next()) {
            if (options.type() == Ipv4Options.RECORD_ROUTE) {
                final int at = copy(question);
                if (!options.isFull()) {
                    put(at, own);
                }
            } else if (options.type() == Ipv4Options.TIMESTAMP) {
                stamp(copy(question), own, NOT_OF_DAY | (int) Math.floorMod(nowNs / MS_NS, DAY_MS));
            }
        }
        while (length % WORD != 0) {
            returned.putByte(length++, (byte) Ipv4Options.END);
        }
    }

    /// The options, from the first octet of the buffer.
    DirectBuffer octets() {
        return returned;
    }

    /// How many octets they have: a multiple of four, 0 if there are none.
    int length() {
        return length;
    }

    private int copy(Packet question) {
        final int at = length;
        returned.putBytes(at, question.buffer(), options.offset(), options.length());
        length += options.length();
        return at;
    }

    private void stamp(int at, int own, int time) {
        if (options.isFull()) {
            if (options.timestampOverflow() < MOST_OVERFLOW) {
                final int octet = returned.getByte(at + OVERFLOW_AND_FLAG);
                returned.putByte(at + OVERFLOW_AND_FLAG, (byte) (octet + OVERFLOW));
            }
            return;
        }
        switch (options.timestampFlag()) {
            case Ipv4Options.TIMES -> put(at, time);
            case Ipv4Options.ADDRESSES_AND_TIMES -> {
                put(at, own);
                put(at, time);
            }
            default -> {
                if (interfaces.isOurs(next(at))) {
                    put(at, next(at));
                    put(at, time);
                }
            }
        }
    }

    /// The word that the pointer of the option at a place points to.
    private int next(int at) {
        return returned.getInt(at + pointer(at) - 1, ByteOrder.BIG_ENDIAN);
    }

    private void put(int at, int word) {
        returned.putInt(at + pointer(at) - 1, word, ByteOrder.BIG_ENDIAN);
        returned.putByte(at + POINTER, (byte) (pointer(at) + WORD));
    }

    private int pointer(int at) {
        return returned.getByte(at + POINTER) & 0xFF;
    }
}
