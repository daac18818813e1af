package anax.netstack.wire;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/// A report of IGMP version 3 (RFC 3376, section 4.2): a cursor over its group records, and the writer of one.
///
/// Owner: the owner of the packet that it was last moved to. Allocates nothing, never blocks. Read, [#next] goes from
/// record to record; written, [#add] begins a record and [#addSource] goes on with it. At the end of the room that it
/// was given a writer answers false and has written nothing.
public final class IgmpReport {
    /// How many octets stand before the records.
    public static final int HEADER_LENGTH = 8;

    /// Record type: listens to these sources only.
    public static final int MODE_IS_INCLUDE = 1;

    /// Record type: listens to all but these sources.
    public static final int MODE_IS_EXCLUDE = 2;

    /// Record type: listens from now on to these sources only; to none, leaves the group.
    public static final int CHANGE_TO_INCLUDE = 3;

    /// Record type: listens from now on to all but these sources; with none, joins the group.
    public static final int CHANGE_TO_EXCLUDE = 4;

    /// Record type: listens to these sources too.
    public static final int ALLOW_NEW_SOURCES = 5;

    /// Record type: listens to these sources no more.
    public static final int BLOCK_OLD_SOURCES = 6;

    private static final int CHECKSUM = 2;
    private static final int RECORD_COUNT = 6;
    private static final int MAX_COUNT = 0xFFFF;

    private static final int RECORD_LENGTH = 8;
    private static final int RECORD_TYPE = 0;
    private static final int AUXILIARY_WORDS = 1;
    private static final int SOURCE_COUNT = 2;
    private static final int RECORD_GROUP = 4;

    private MutableDirectBuffer buffer;
    private int offset;
    private int room;
    private int length;
    private int record;
    private int following;
    private int left;

    /// Moves the cursor before the first record of a report of `available` octets that arrived, which is the
    /// payload's length of the datagram. False if it is of another type or cannot hold the records that it
    /// claims: then call nothing else. The checksum is not looked at; ask [#verifies].
    public boolean wrap(MutableDirectBuffer buffer, int offset, int available) {
        this.buffer = null;
        if (available < HEADER_LENGTH || (buffer.getByte(offset) & 0xFF) != IgmpHeader.REPORT_V3) {
            return false;
        }
        int end = offset + available;
        int count = buffer.getShort(offset + RECORD_COUNT, BIG_ENDIAN) & 0xFFFF;
        int place = offset + HEADER_LENGTH;
        for (int i = 0; i < count; i++) {
            if (end - place < RECORD_LENGTH || end - place < recordLength(buffer, place)) {
                return false;
            }
            place += recordLength(buffer, place);
        }
        this.buffer = buffer;
        this.offset = offset;
        room = available;
        length = available;
        following = offset + HEADER_LENGTH;
        left = count;
        return true;
    }

    /// Moves the writer to where a report is to be written in at most `room` octets, and writes one without
    /// records.
    public IgmpReport wrapNew(MutableDirectBuffer buffer, int offset, int room) {
        assert room >= HEADER_LENGTH : "room of %d is under the header's %d".formatted(room, HEADER_LENGTH);
        this.buffer = buffer;
        this.offset = offset;
        this.room = room;
        length = HEADER_LENGTH;
        left = 0;
        buffer.putInt(offset, IgmpHeader.REPORT_V3 << 24, BIG_ENDIAN);
        buffer.putInt(offset + Integer.BYTES, 0, BIG_ENDIAN);
        return this;
    }

    /// Octets of the report, what has been added included.
    public int length() {
        return length;
    }

    /// How many records there are.
    public int recordCount() {
        return field(offset + RECORD_COUNT);
    }

    /// Moves to the next record of a report that arrived. False if there is none: then call no accessor of a
    /// record.
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        record = following;
        following += recordLength(buffer, record);
        return true;
    }

    /// What this record says, 0 to 255. One that is unknown is to be ignored (RFC 3376, section 4.2.12).
    public int type() {
        return buffer.getByte(record + RECORD_TYPE) & 0xFF;
    }

    /// The group that this record is about.
    public int group() {
        return buffer.getInt(record + RECORD_GROUP, BIG_ENDIAN);
    }

    /// How many sources this record names.
    public int sourceCount() {
        return field(record + SOURCE_COUNT);
    }

    /// One source of this record, from 0 to [#sourceCount] - 1.
    public int source(int index) {
        assert index >= 0 && index < sourceCount() : "source %d of %d".formatted(index, sourceCount());
        return buffer.getInt(record + RECORD_LENGTH + index * Integer.BYTES, BIG_ENDIAN);
    }

    /// Adds a record without sources. False if it does not fit: send what there is, and begin another report.
    public boolean add(int type, int group) {
        assert type >>> 8 == 0 : "record type %d does not fit 8 bits; use 1 to 6".formatted(type);
        if (room - length < RECORD_LENGTH || recordCount() == MAX_COUNT) {
            return false;
        }
        record = offset + length;
        buffer.putInt(record + RECORD_TYPE, type << 24, BIG_ENDIAN);
        buffer.putInt(record + RECORD_GROUP, group, BIG_ENDIAN);
        count(offset + RECORD_COUNT);
        length += RECORD_LENGTH;
        return true;
    }

    /// Adds a source to the record that was added last. False if it does not fit.
    public boolean addSource(int address) {
        assert recordCount() > 0 : "a source needs a record; call add first";
        if (room - length < Integer.BYTES || sourceCount() == MAX_COUNT) {
            return false;
        }
        buffer.putInt(offset + length, address, BIG_ENDIAN);
        count(record + SOURCE_COUNT);
        length += Integer.BYTES;
        return true;
    }

    /// Whether the checksum fits the octets.
    public boolean verifies() {
        return InternetChecksum.verifies(InternetChecksum.sum(buffer, offset, length));
    }

    /// Computes and sets the checksum. Call it last.
    public IgmpReport fillChecksum() {
        buffer.putShort(offset + CHECKSUM, (short) 0, BIG_ENDIAN);
        int computed = InternetChecksum.checksum(InternetChecksum.sum(buffer, offset, length));
        buffer.putShort(offset + CHECKSUM, (short) computed, BIG_ENDIAN);
        return this;
    }

    /// A record, its sources and its auxiliary data, which no version has a use for yet.
    private static int recordLength(MutableDirectBuffer buffer, int place) {
        int sources = buffer.getShort(place + SOURCE_COUNT, BIG_ENDIAN) & 0xFFFF;
        int auxiliary = buffer.getByte(place + AUXILIARY_WORDS) & 0xFF;
        return RECORD_LENGTH + (sources + auxiliary) * Integer.BYTES;
    }

    private void count(int place) {
        buffer.putShort(place, (short) (field(place) + 1), BIG_ENDIAN);
    }

    private int field(int place) {
        return buffer.getShort(place, BIG_ENDIAN) & 0xFFFF;
    }
}
