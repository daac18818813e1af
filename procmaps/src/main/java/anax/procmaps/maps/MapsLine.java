package anax.procmaps.maps;

import anax.procmaps.text.Digits;

/// One line of a map: a view that is moved over the octets and takes its fields apart in place.
///
/// Owner: one thread; the octets are somebody else's. Allocates nothing, throws nothing. Accessors are right after a
/// [#read] that answered true, and until the next.
///
/// The usual line (addresses of 12 digits, devices of 2 and 2) has its marks at fixed places and is read eight octets
/// at a time; all others digit by digit.
public final class MapsLine {
    /// Where names begin in a text of a 64-bit kernel.
    static final int NAME_COLUMN_64 = 73;

    /// Where names begin in a text of a 32-bit kernel.
    static final int NAME_COLUMN_32 = 49;

    /// As short as `0-0 ---p 0 0:0 0`, the shortest line that is a region.
    static final int LEAST_LENGTH = 16;

    /// The fewest digits that the kernel writes of an address and of an offset.
    static final int LEAST_ADDRESS_DIGITS = 8;

    private static final int MOST_HEX_DIGITS = 16;
    private static final int MOST_DEVICE_DIGITS = 7;
    private static final int LEAST_DEVICE_DIGITS = 2;
    private static final int RIGHTS_LENGTH = 4;

    // The usual line: where its fields stand, and how much of it must be there for reads of eight octets.
    private static final int END = 13;
    private static final int RIGHTS = 26;
    private static final int OFFSET = 31;
    private static final int DEVICE = 40;
    private static final int INODE = 46;
    private static final int MOST_MORE_INODE = 10;
    private static final int LEAST_USUAL = NAME_COLUMN_64 + 8;

    /// The eight octets from the blank before the device on: `_MM:mm_i`, and which of them are marks.
    private static final long DEVICE_MARKS = 0x00ff0000ff0000ffL;

    private static final long DEVICE_SHAPE = 0x002000003a000020L;
    private static final long TAIL = 0xffffffff00000000L;
    private static final long BLANKS = 0x2020202020202020L;

    /// A number of 12 digits without a zero before it is at least this.
    private static final int TOP_DIGIT_OF_12 = 44;

    private boolean carriageReturns;
    private long start;
    private long end;
    private long offset;
    private long inode;
    private int major;
    private int minor;
    private int permissions;
    private int nameFrom;
    private int nameTo;
    private int nameColumn;
    private int headerLength;
    private boolean plain;
    private int contentEnd;
    private int next;

    /// A view that stands nowhere yet.
    public MapsLine() {}

    /// Says whether every line ends with a carriage return before its newline, which then is no part of a name.
    void carriageReturns(boolean each) {
        carriageReturns = each;
    }

    /// Moves to the line that begins at `from`. False if it is no region.
    ///
    /// @param to where the text ends
    public boolean read(byte[] text, int from, int to) {
        if (to - from >= LEAST_USUAL && !carriageReturns && readUsual(text, from, to)) {
            return true;
        }
        int newline = Digits.newline(text, from, to);
        next = Math.min(newline + 1, to);
        contentEnd =
                carriageReturns && newline < to && newline > from && text[newline - 1] == '\r' ? newline - 1 : newline;
        return readAny(text, from);
    }

    private boolean readUsual(byte[] text, int from, int to) {
        long marks = Digits.word(text, from + DEVICE - 1);
        if (text[from + END - 1] != '-'
                || text[from + RIGHTS - 1] != ' '
                || text[from + OFFSET - 1] != ' '
                || (marks & DEVICE_MARKS) != DEVICE_SHAPE) {
            return false;
        }
        long startHead = Digits.word(text, from);
        long endHead = Digits.word(text, from + END);
        // The last four digits of both addresses, as if they were one number.
        long tails = (Digits.word(text, from + 4) >>> 32) | (Digits.word(text, from + END + 4) & TAIL);
        long offsetDigits = Digits.word(text, from + OFFSET);
        long errors = Digits.hexErrors(startHead)
                | Digits.hexErrors(endHead)
                | Digits.hexErrors(tails)
                | Digits.hexErrors(offsetDigits);
        int rights = Permissions.ofWord((int) Digits.word(text, from + RIGHTS));
        int deviceMajor = Digits.hexDigit(text[from + DEVICE]) << 4 | Digits.hexDigit(text[from + DEVICE + 1]);
        int deviceMinor = Digits.hexDigit(text[from + DEVICE + 3]) << 4 | Digits.hexDigit(text[from + DEVICE + 4]);
        if (errors != 0 || (rights | deviceMajor | deviceMinor) < 0) {
            return false;
        }
        long tailValues = Digits.hex(tails);
        start = Digits.hex(startHead) << 16 | tailValues >>> 16;
        end = Digits.hex(endHead) << 16 | (tailValues & 0xFFFF);
        offset = Digits.hex(offsetDigits);
        permissions = rights;
        major = deviceMajor;
        minor = deviceMinor;
        plain = start >>> TOP_DIGIT_OF_12 != 0 && end >>> TOP_DIGIT_OF_12 != 0;
        return end >= start && readUsualRest(text, from, to);
    }

    /// The inode and the name. The octets before `to` hold at least one whole word behind the name's column.
    private boolean readUsualRest(byte[] text, int from, int to) {
        long word = Digits.word(text, from + INODE);
        int digits = Digits.blankAt(word);
        if (digits == 0 || !Digits.isDecimal(word, digits) || (digits > 1 && text[from + INODE] == '0')) {
            return false;
        }
        int at = from + INODE + digits;
        inode = Digits.decimal(word, digits);
        if (text[at] != ' ') {
            at += Digits.decimalRun(text, at, at + MOST_MORE_INODE);
            inode = Digits.decimal(text, from + INODE, at);
            if (text[at] != ' ') {
                return false;
            }
        }
        headerLength = at - from;
        if (text[at + 1] == '\n') {
            nameFrom = at + 1;
            nameTo = nameFrom;
            nameColumn = 0;
            contentEnd = nameFrom;
            next = nameFrom + 1;
            return true;
        }
        int name = from + NAME_COLUMN_64;
        if (text[name] == ' ' || text[name] == '\n' || !isBlank(text, at + 1, name)) {
            return false;
        }
        int newline = Digits.newline(text, name, to);
        nameFrom = name;
        nameTo = newline;
        nameColumn = NAME_COLUMN_64;
        contentEnd = newline;
        next = Math.min(newline + 1, to);
        return true;
    }

    /// Whether all octets are blanks, of which there are eight or more; the last eight may be looked at twice.
    private static boolean isBlank(byte[] text, int from, int to) {
        boolean blank = Digits.word(text, to - 8) == BLANKS;
        for (int i = from; i < to - 8; i += 8) {
            blank &= Digits.word(text, i) == BLANKS;
        }
        return blank;
    }

    /// Any line: each field as long as it is, exactly one blank between two of them. Whether the kernel would
    /// write it so is asked of each field: what one has too many another may have too few.
    private boolean readAny(byte[] text, int from) {
        int to = contentEnd;
        int startTo = address(text, from, to, '-');
        int endTo = startTo < 0 ? -1 : address(text, startTo + 1, to, ' ');
        int rights = endTo + 1;
        int offsetFrom = rights + RIGHTS_LENGTH + 1;
        if (endTo < 0 || offsetFrom > to || text[offsetFrom - 1] != ' ') {
            return false;
        }
        permissions = Permissions.ofLetters(text, rights);
        int offsetTo = address(text, offsetFrom, to, ' ');
        if (offsetTo < 0 || permissions < 0) {
            return false;
        }
        start = Digits.hex(text, from, startTo);
        end = Digits.hex(text, startTo + 1, endTo);
        offset = Digits.hex(text, offsetFrom, offsetTo);
        plain = startTo - from == Math.max(LEAST_ADDRESS_DIGITS, Digits.hexLength(start))
                && endTo - startTo - 1 == Math.max(LEAST_ADDRESS_DIGITS, Digits.hexLength(end))
                && offsetTo - offsetFrom == Math.max(LEAST_ADDRESS_DIGITS, Digits.hexLength(offset));
        return Long.compareUnsigned(end, start) >= 0 && readDeviceAndRest(text, from, offsetTo + 1, to);
    }

    private boolean readDeviceAndRest(byte[] text, int from, int majorFrom, int to) {
        int majorTo = device(text, majorFrom, to, ':');
        int minorFrom = majorTo + 1;
        int minorTo = majorTo < 0 ? -1 : device(text, minorFrom, to, ' ');
        if (minorTo < 0) {
            return false;
        }
        int inodeFrom = minorTo + 1;
        int inodeTo = inodeFrom + Digits.decimalRun(text, inodeFrom, to);
        if (!Digits.fitsDecimal(text, inodeFrom, inodeTo) || (inodeTo < to && text[inodeTo] != ' ')) {
            return false;
        }
        major = (int) Digits.hex(text, majorFrom, majorTo);
        minor = (int) Digits.hex(text, minorFrom, minorTo);
        inode = Digits.decimal(text, inodeFrom, inodeTo);
        headerLength = inodeTo - from;
        nameFrom = Digits.afterBlanks(text, inodeTo, to);
        nameTo = to;
        nameColumn = nameFrom == to ? 0 : nameFrom - from;
        plain &= majorTo - majorFrom == Math.max(LEAST_DEVICE_DIGITS, Digits.hexLength(major))
                && minorTo - minorFrom == Math.max(LEAST_DEVICE_DIGITS, Digits.hexLength(minor))
                && inodeTo - inodeFrom == Digits.decimalLength(inode)
                && (nameFrom < to || inodeTo + 1 == to);
        return true;
    }

    /// Where a number of 1 to 7 hexadecimal digits ends, if this mark follows it; else -1.
    private static int device(byte[] text, int from, int to, char mark) {
        int digits = Digits.hexRun(text, from, to);
        int at = from + digits;
        return digits > 0 && digits <= MOST_DEVICE_DIGITS && at < to && text[at] == mark ? at : -1;
    }

    /// Where a number of 1 to 16 hexadecimal digits ends, if this mark follows it; else -1.
    private static int address(byte[] text, int from, int to, char mark) {
        int digits = Digits.hexRun(text, from, to);
        int at = from + digits;
        return digits > 0 && digits <= MOST_HEX_DIGITS && at < to && text[at] == mark ? at : -1;
    }

    /// Where the next line begins; right whatever [#read] answered.
    public int next() {
        return next;
    }

    /// Where this line's octets end, without its newline; right whatever [#read] answered.
    int contentEnd() {
        return contentEnd;
    }

    /// Whether the kernel would write the fields and the end of the line just so, if names began at this column.
    boolean isPlain(int column) {
        return plain && (nameColumn == 0 || nameColumn == Math.max(column, headerLength + 2));
    }

    /// How many octets stand before the name's first; 0 if there is no name.
    int nameColumn() {
        return nameColumn;
    }

    /// The first address, unsigned.
    public long start() {
        return start;
    }

    /// The address behind the last, unsigned.
    public long end() {
        return end;
    }

    /// Rights, as bits of [Permissions].
    public int permissions() {
        return permissions;
    }

    /// Where in the file the region begins, in bytes, unsigned.
    public long offset() {
        return offset;
    }

    /// The device's major number.
    public int major() {
        return major;
    }

    /// The device's minor number.
    public int minor() {
        return minor;
    }

    /// The inode, unsigned.
    public long inode() {
        return inode;
    }

    /// Where the name begins in the text; [#nameTo] if there is none.
    public int nameFrom() {
        return nameFrom;
    }

    /// Where the name ends in the text.
    public int nameTo() {
        return nameTo;
    }
}
