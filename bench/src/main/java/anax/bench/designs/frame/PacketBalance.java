package anax.bench.designs.frame;

import anax.netstack.engine.PacketAccount;
import anax.netstack.packet.DropReason;
import java.util.EnumMap;
import java.util.Map;

/// What became of the packets of a run, over all CPUs.
///
/// Owner: nobody, it never changes.
///
/// @param heldIn      packets that came in and are in no account: what tables still hold, else something was lost
/// @param heldOut     packets that were made and are in no account
/// @param outstanding packets that are not in their pools
/// @param dropped     packets that went no further, by reason; reasons without any are left out
public record PacketBalance(long heldIn, long heldOut, long outstanding, Map<DropReason, Long> dropped) {
    /// Keeps the map from changing.
    public PacketBalance {
        dropped = Map.copyOf(dropped);
    }

    /// Adds accounts and pools up.
    public static PacketBalance of(Iterable<PacketAccount> accounts, long outstanding) {
        long in = 0;
        long out = 0;
        final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (final PacketAccount each : accounts) {
            in += each.heldIn();
            out += each.heldOut();
            for (final DropReason reason : DropReason.values()) {
                final long count = each.droppedInCount(reason) + each.droppedOutCount(reason);
                if (count > 0) {
                    dropped.merge(reason, count, Long::sum);
                }
            }
        }
        return new PacketBalance(in, out, outstanding, dropped);
    }

    /// True if every packet ended in the account and every slot is home.
    public boolean isEven() {
        return heldIn == 0 && heldOut == 0 && outstanding == 0;
    }
}
