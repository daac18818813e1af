package anax.netstack.packetdrill.run;

import anax.netstack.congestion.CongestionConfig;
import anax.netstack.packetdrill.syntax.Position;
import anax.netstack.tcp.TcpConfig;

/// The knobs below `anax.tcp`: what no other stack has a name for.
///
/// Owner: nobody, it keeps no state.
final class OwnKnobs {
    private OwnKnobs() {}

    /// The configuration with a knob turned.
    static TcpConfig set(Position at, TcpConfig config, String knob, String value) {
        final CongestionConfig congestion = config.congestion();
        return switch (knob) {
            case "congestion" -> config.withCongestion(congestion.withAlgorithm(congestion.named(value)));
            case "byte_counting_limit" ->
                config.withCongestion(congestion.withByteCountingLimit(Integer.parseInt(value)));
            case "hystart" -> config.withCongestion(congestion.withHyStart(flag(value)));
            case "slow_start_bound" -> config.withCongestion(congestion.withSlowStartBound(Integer.parseInt(value)));
            case "window_validation" -> config.withCongestion(congestion.withValidation(flag(value)));
            case "pacing" -> config.withCongestion(congestion.withPacing(flag(value)));
            case "small_initial_window" ->
                flag(value) ? config.withSegments(config.segments().withSmallInitialWindow()) : config;
            default -> RecoveryKnobs.set(at, config, knob, value);
        };
    }

    private static boolean flag(String value) {
        return Integer.parseInt(value) != 0;
    }
}
