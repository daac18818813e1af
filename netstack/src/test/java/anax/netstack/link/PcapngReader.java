package anax.netstack.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads a pcapng file as its specification has it, and fails where it is not so. Made from the specification, not
/// from the writer.
public final class PcapngReader {
    private final List<Interface> interfaces = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();

    /// An interface of the file.
    public record Interface(int linkType, Map<Integer, byte[]> options) {
        /// What people call it.
        public String name() {
            return new String(options.get(2), UTF_8);
        }
    }

    /// A packet of the file.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares packets
    public record Packet(int interfaceId, long time, byte[] octets, Map<Integer, byte[]> options) {
        /// 1 inbound, 2 outbound, 0 not said.
        public int direction() {
            byte[] flags = options.get(2);
            return flags == null ? 0 : number(flags) & 3;
        }

        /// What the writer says of it; null if nothing.
        public String comment() {
            byte[] comment = options.get(1);
            return comment == null ? null : new String(comment, UTF_8);
        }

        /// How many packets before it are missing.
        public int dropCount() {
            byte[] count = options.get(4);
            return count == null ? 0 : number(count);
        }

        private static int number(byte[] octets) {
            return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).getInt();
        }
    }

    /// Reads a whole file.
    public PcapngReader(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (boolean first = true; buffer.hasRemaining(); first = false) {
            int begin = buffer.position();
            int type = buffer.getInt();
            int length = buffer.getInt();
            check(length % 4 == 0 && length >= 12 && begin + length <= file.length, "block of length " + length);
            check(buffer.getInt(begin + length - 4) == length, "other length behind the block than before it");
            check(first == (type == 0x0A0D0D0A), "no section header where one must be");
            ByteBuffer body = buffer.slice(begin + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
            switch (type) {
                case 0x0A0D0D0A -> readSection(body);
                case 1 -> readInterface(body);
                case 6 -> readPacket(body);
                default -> throw new AssertionError("block of type " + type);
            }
            buffer.position(begin + length);
        }
    }

    /// Its interfaces, in their order.
    public List<Interface> interfaces() {
        return interfaces;
    }

    /// Its packets, in their order.
    public List<Packet> packets() {
        return packets;
    }

    private static void readSection(ByteBuffer body) {
        check(body.getInt() == 0x1A2B3C4D, "another magic number");
        check(body.getShort() == 1 && body.getShort() == 0, "another version than 1.0");
        check(body.getLong() == -1, "a section length, though the section is not at its end");
        readOptions(body);
    }

    private void readInterface(ByteBuffer body) {
        int linkType = body.getShort();
        check(body.getShort() == 0, "something reserved that is not zero");
        body.getInt();
        interfaces.add(new Interface(linkType, readOptions(body)));
    }

    private void readPacket(ByteBuffer body) {
        int interfaceId = body.getInt();
        check(interfaceId < interfaces.size(), "a packet before its interface");
        long time = (long) body.getInt() << 32 | (body.getInt() & 0xFFFF_FFFFL);
        int captured = body.getInt();
        check(captured == body.getInt(), "a packet that was cut");
        byte[] octets = new byte[captured];
        body.get(octets);
        pad(body);
        packets.add(new Packet(interfaceId, time, octets, readOptions(body)));
    }

    private static Map<Integer, byte[]> readOptions(ByteBuffer body) {
        Map<Integer, byte[]> options = new TreeMap<>();
        while (true) {
            int code = body.getShort() & 0xFFFF;
            byte[] value = new byte[body.getShort() & 0xFFFF];
            if (code == 0) {
                check(value.length == 0 && !body.hasRemaining(), "something behind the options");
                return options;
            }
            body.get(value);
            pad(body);
            check(options.put(code, value) == null, "an option twice");
        }
    }

    private static void pad(ByteBuffer body) {
        while (body.position() % 4 != 0) {
            check(body.get() == 0, "padding that is not zero");
        }
    }

    private static void check(boolean holds, String wrong) {
        if (!holds) {
            throw new AssertionError(wrong);
        }
    }
}
