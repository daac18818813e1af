package anax.netstack.link;

import static java.nio.ByteOrder.BIG_ENDIAN;

import anax.netstack.packet.Packet;
import anax.netstack.wire.InternetChecksum;
import org.agrona.MutableDirectBuffer;

/// Does in software what a device with checksum offload does: sums what a partial checksum covers, and fills it in.
///
/// Owner: none, it keeps no state. Allocates nothing, never blocks.
public final class ChecksumCompletion {
    /// Where UDP's checksum stands in its header, and that of no other protocol that uses pseudo-headers.
    private static final int UDP_CHECKSUM = 6;

    private ChecksumCompletion() {}

    /// Completes the checksum of a packet, if it is partial. For whoever sends on a link that does not.
    public static void complete(Packet packet) {
        if (packet.checksumState() == Packet.CHECKSUM_PARTIAL) {
            final int start = packet.checksumStart();
            final int own = packet.end() - packet.tailLength() - start;
            int sum = InternetChecksum.sum(packet.buffer(), start, own);
            if (packet.hasTail()) {
                sum = InternetChecksum.append(sum, own, packet.tail().sum());
            }
            put(packet.buffer(), start, packet.checksumOffset(), sum);
            packet.checksumState(Packet.CHECKSUM_VALID);
        }
    }

    /// Completes a checksum over the octets from `start` to before `end`, which count with the sum of the
    /// pseudo-header that stands in the field. UDP says 0 where it has none, and so sends 0xFFFF for 0 (RFC 768).
    ///
    /// @param fieldOffset how far behind `start` the field stands
    static void fill(MutableDirectBuffer buffer, int start, int end, int fieldOffset) {
        put(buffer, start, fieldOffset, InternetChecksum.sum(buffer, start, end - start));
    }

    private static void put(MutableDirectBuffer buffer, int start, int fieldOffset, int sum) {
        int checksum = InternetChecksum.checksum(sum);
        if (checksum == 0 && fieldOffset == UDP_CHECKSUM) {
            checksum = 0xFFFF;
        }
        buffer.putShort(start + fieldOffset, (short) checksum, BIG_ENDIAN);
    }
}
