package anax.netstack.wire;

/// The reference: RFC 1071 read aloud, two octets a step and each carry brought round at once.
///
/// Owner: none, it keeps no state.
final class NaiveSum {
    private NaiveSum() {}

    static int of(byte[] octets, int offset, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            int high = octets[offset + i] & 0xFF;
            int low = i + 1 < length ? octets[offset + i + 1] & 0xFF : 0;
            sum += high * 256 + low;
            if (sum > 0xFFFF) {
                sum -= 0xFFFF;
            }
        }
        return sum;
    }

    static int of(byte[] octets) {
        return of(octets, 0, octets.length);
    }
}
