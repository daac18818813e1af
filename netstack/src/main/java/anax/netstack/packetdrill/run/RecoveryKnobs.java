package anax.netstack.packetdrill.run;

import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.packetdrill.syntax.UnsupportedException;
import anax.netstack.tcp.RecoveryConfig;
import anax.netstack.tcp.TcpConfig;

/// The knobs below `anax.tcp` that say how losses are noticed and mended: a switch for each way, and `recovery` for
/// all of them, `standard` or `classic`.
///
/// Owner: nobody, it keeps no state.
final class RecoveryKnobs {
    private RecoveryKnobs() {}

    /// The configuration with a knob turned.
    static TcpConfig set(Position at, TcpConfig config, String knob, String value) {
        if (knob.equals("recovery")) {
            return config.withRecovery(profile(at, value));
        }
        final RecoveryConfig recovery = config.recovery();
        final boolean on = Integer.parseInt(value) != 0;
        return config.withRecovery(
                switch (knob) {
                    case "limited_transmit" -> recovery.withLimitedTransmit(on);
                    case "early_retransmit" -> recovery.withEarlyRetransmit(on);
                    case "sack_recovery" -> recovery.withSack(on);
                    case "rack" -> recovery.withRack(on);
                    case "tail_probe" -> recovery.withTailProbe(on);
                    case "proportional_rate" -> recovery.withProportionalRate(on);
                    case "duplicate_undo" -> recovery.withDuplicateUndo(on);
                    case "forward_rto" -> recovery.withForwardRto(on);
                    case "eifel" -> recovery.withEifel(on);
                    default -> throw new UnsupportedException(at, "sysctl anax.tcp." + knob);
                });
    }

    private static RecoveryConfig profile(Position at, String value) {
        return switch (value) {
            case "standard" -> RecoveryConfig.standard();
            case "classic" -> RecoveryConfig.classic();
            default -> throw new UnsupportedException(at, "sysctl anax.tcp.recovery=" + value);
        };
    }
}
