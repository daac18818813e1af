package anax.netstack.wire;

/// One reading of the text of an IP address (RFC 4291, section 2.2), and the writing of it (RFC 5952).
///
/// Owner: the thread that reads. Allocates, and never blocks: for programs and configuration.
final class IpAddressText {
    private static final int GROUPS = 8;
    private static final int NO_GAP = -1;

    private final String text;
    private final int[] groups = new int[GROUPS];
    private int count;
    private int gap = NO_GAP;
    private int at;

    private IpAddressText(String text) {
        this.text = text;
    }

    static IpAddress parse(String text) {
        var reading = new IpAddressText(text);
        return text.indexOf(':') < 0 ? IpAddress.of(reading.v4()) : reading.v6();
    }

    static String ofV4(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /// RFC 5952, section 4: lower case, no leading zeros, and `::` for the longest run of two or more zero
    /// groups, of equal ones the first.
    static String ofV6(long high, long low) {
        int start = 0;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosFrom(i, high, low);
            if (run > longest) {
                start = i;
                longest = run;
            }
        }
        var written = new StringBuilder(39);
        int i = 0;
        while (i < GROUPS) {
            if (longest > 1 && i == start) {
                written.append("::");
                i += longest;
            } else {
                if (i > 0 && written.charAt(written.length() - 1) != ':') {
                    written.append(':');
                }
                written.append(Integer.toHexString(group(i, high, low)));
                i++;
            }
        }
        return written.toString();
    }

    private static int zerosFrom(int first, long high, long low) {
        int end = first;
        while (end < GROUPS && group(end, high, low) == 0) {
            end++;
        }
        return end - first;
    }

    private static int group(int index, long high, long low) {
        long half = index < GROUPS / 2 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }

    private IpAddress v6() {
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (count == GROUPS) {
                throw wrong("it has more than eight groups");
            }
            if (isV4Next()) {
                int tail = v4();
                if (count > GROUPS - 2) {
                    throw wrong("it has more than eight groups");
                }
                groups[count++] = tail >>> 16;
                groups[count++] = tail & 0xFFFF;
            } else {
                groups[count++] = group();
                separator();
            }
        }
        if (gap == NO_GAP && count < GROUPS) {
            throw wrong("it has " + count + " groups instead of eight, and no :: for the others");
        }
        if (gap != NO_GAP && count == GROUPS) {
            throw wrong(":: stands for no group");
        }
        return joined();
    }

    private boolean isV4Next() {
        return text.indexOf('.', at) >= 0 && text.indexOf(':', at) < 0;
    }

    private int group() {
        int first = at;
        int value = 0;
        while (at < text.length() && hexDigit(text.charAt(at)) >= 0) {
            value = value << 4 | hexDigit(text.charAt(at));
            at++;
            if (at - first > 4) {
                throw wrong("a group has more than four digits");
            }
        }
        if (at == first) {
            throw unexpected("a group of hexadecimal digits");
        }
        return value;
    }

    private void separator() {
        if (at == text.length()) {
            return;
        }
        if (text.charAt(at) != ':') {
            throw unexpected("a colon");
        }
        at++;
        if (at == text.length()) {
            throw wrong("it ends with a single colon");
        }
        if (text.charAt(at) == ':') {
            if (gap != NO_GAP) {
                throw wrong("it has more than one ::");
            }
            gap = count;
            at++;
        }
    }

    /// The groups behind the gap move to the end; what the gap leaves is zero.
    private IpAddress joined() {
        int behind = gap == NO_GAP ? 0 : count - gap;
        long[] halves = new long[2];
        for (int i = 0; i < count; i++) {
            int place = gap != NO_GAP && i >= gap ? GROUPS - behind + i - gap : i;
            halves[place / 4] |= (long) groups[i] << (48 - 16 * (place & 3));
        }
        return IpAddress.of(halves[0], halves[1]);
    }

    private int v4() {
        int address = 0;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                if (at == text.length() || text.charAt(at) != '.') {
                    throw unexpected("a dot");
                }
                at++;
            }
            address = address << 8 | decimal();
        }
        if (at < text.length()) {
            throw unexpected("the end");
        }
        return address;
    }

    private int decimal() {
        int first = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at) - '0';
            at++;
            if (value > 255) {
                throw wrong("a number is over 255");
            }
            if (at - first > 1 && text.charAt(first) == '0') {
                throw wrong("a number begins with 0, which some programs take for octal");
            }
        }
        if (at == first) {
            throw unexpected("a decimal number");
        }
        return value;
    }

    private IllegalArgumentException unexpected(String wanted) {
        if (at < text.length() && text.charAt(at) == '%') {
            return wrong("a zone has no place in it");
        }
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return wrong(found + " stands where " + wanted + " must stand");
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                "\"%s\" is no IP address: %s; write IPv4 like 192.0.2.1, IPv6 like 2001:db8::1".formatted(text, why));
    }

    private static int hexDigit(char digit) {
        return digit < 128 ? Character.digit(digit, 16) : -1;
    }
}
