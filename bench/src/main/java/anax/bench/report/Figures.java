package anax.bench.report;

import anax.bench.measure.Interval;
import anax.bench.measure.Ratio;
import anax.bench.measure.Result;
import anax.bench.measure.Role;
import anax.bench.measure.Section;
import anax.bench.measure.Spread;
import anax.bench.measure.Unit;
import java.util.Locale;

/// Writes numbers for people: three figures that mean something, and units of a handy size.
///
/// Owner: nobody; stateless. Allocates.
final class Figures {
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;

    private Figures() {}

    /// The unit as tables write it.
    static String symbol(Unit unit) {
        return switch (unit) {
            case MESSAGES_PER_SECOND -> "M msg/s";
            case OPERATIONS_PER_SECOND -> "M op/s";
            case GROSS_OPERATIONS_PER_SECOND -> "M op/s gross";
            case LATENCY, LONGEST_PASS -> "us";
            case LATENCY_P90 -> "us p90";
            case LATENCY_P99 -> "us p99";
            case LATENCY_P999 -> "us p99.9";
            case LATENCY_P9999 -> "us p99.99";
            case LATENCY_MAX -> "us max";
            case WORST_PASS -> "us worst";
            case WORST_PASS_ON_PROCESSOR -> "cpu us worst";
            case NS_PER_OPERATION,
                    BYTES_PER_OPERATION,
                    CORE_SHARE,
                    MEAN_CORE_SHARE,
                    WAKE_UPS_PER_OPERATION,
                    KICKS_PER_MESSAGE,
                    BELLS_PER_MESSAGE,
                    PROCESSOR_NS_PER_OPERATION,
                    LOAD_NS_PER_OPERATION,
                    ALONE_NS_PER_OPERATION,
                    LOST_SHARE,
                    COLLECTION_SHARE,
                    SAFEPOINT_SHARE,
                    MESSAGES_PER_OPERATION,
                    PACKETS_PER_BATCH,
                    LOCKS_PER_OPERATION,
                    CONTENDED_SHARE,
                    LOCK_WAIT_NS_PER_OPERATION,
                    HAND_OVERS_PER_OPERATION,
                    MEGABYTES_PER_SECOND,
                    PROCESSOR_NS_PER_KILOBYTE,
                    SKEW,
                    SHARE_ERROR,
                    NS_IN_LOAD,
                    NS_IN_RECEIVE,
                    NS_IN_IP,
                    NS_IN_UDP,
                    NS_IN_TCP,
                    NS_IN_SOCKET,
                    NS_IN_RUNTIME,
                    NS_IN_LOCKS,
                    NS_IN_SERVICE,
                    NS_ELSEWHERE -> unit.symbol();
        };
    }

    /// A figure in the unit that tables write.
    static double scaled(Unit unit, double value) {
        return switch (unit) {
            case MESSAGES_PER_SECOND, OPERATIONS_PER_SECOND, GROSS_OPERATIONS_PER_SECOND -> value / MILLION;
            case LATENCY,
                    LATENCY_P90,
                    LATENCY_P99,
                    LATENCY_P999,
                    LATENCY_P9999,
                    LATENCY_MAX,
                    LONGEST_PASS,
                    WORST_PASS,
                    WORST_PASS_ON_PROCESSOR -> value / THOUSAND;
            case NS_PER_OPERATION,
                    BYTES_PER_OPERATION,
                    CORE_SHARE,
                    MEAN_CORE_SHARE,
                    WAKE_UPS_PER_OPERATION,
                    KICKS_PER_MESSAGE,
                    BELLS_PER_MESSAGE,
                    PROCESSOR_NS_PER_OPERATION,
                    LOAD_NS_PER_OPERATION,
                    ALONE_NS_PER_OPERATION,
                    LOST_SHARE,
                    COLLECTION_SHARE,
                    SAFEPOINT_SHARE,
                    MESSAGES_PER_OPERATION,
                    PACKETS_PER_BATCH,
                    LOCKS_PER_OPERATION,
                    CONTENDED_SHARE,
                    LOCK_WAIT_NS_PER_OPERATION,
                    HAND_OVERS_PER_OPERATION,
                    MEGABYTES_PER_SECOND,
                    PROCESSOR_NS_PER_KILOBYTE,
                    SKEW,
                    SHARE_ERROR,
                    NS_IN_LOAD,
                    NS_IN_RECEIVE,
                    NS_IN_IP,
                    NS_IN_UDP,
                    NS_IN_TCP,
                    NS_IN_SOCKET,
                    NS_IN_RUNTIME,
                    NS_IN_LOCKS,
                    NS_IN_SERVICE,
                    NS_ELSEWHERE -> value;
        };
    }

    /// A figure as tables write it, without its unit.
    static String number(Unit unit, double value) {
        return number(scaled(unit, value));
    }

    /// Three figures, more before the decimal point if there are more; thousands are set off by a narrow blank.
    static String number(double value) {
        double size = Math.abs(value);
        if (size < 0.0005) {
            return "0";
        }
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3;
        String digits = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return digits.replace(',', '\u202F');
    }

    /// What the column of ratios shows.
    static String comparison(Section section) {
        Result reference = section.referenceRow();
        boolean isFloor = reference == null || reference.role() == Role.FLOOR;
        return section.unit().quantity() + " ÷ " + (isFloor ? "floor" : "first row");
    }

    /// An interval of ratios.
    static String ratio(Interval interval) {
        return number(interval.median()) + " (" + number(interval.low()) + "–" + number(interval.high()) + ")";
    }

    /// The quartiles, with a dash.
    static String quartiles(Unit unit, Spread spread) {
        return number(unit, spread.p25()) + " – " + number(unit, spread.p75());
    }

    /// A ratio and its quartiles.
    static String ratio(Ratio ratio) {
        return number(ratio.median()) + " (" + number(ratio.p25()) + "–" + number(ratio.p75()) + ")";
    }
}
