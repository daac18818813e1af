package anax.netstack.congestion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a stack is told of congestion control.
///
/// Owner: nobody, it never changes.
///
/// @param algorithm what connections use whose sockets choose nothing
/// @param algorithms all that sockets can choose from
/// @param byteCountingLimit by how many segments an acknowledgment opens the window in slow start at most (L of RFC
///     3465, section 2.2, and of RFC 9406, section 4.2); 1 as RFC 5681 has it
/// @param hyStart whether the first slow start ends when round trips grow longer (RFC 9406)
/// @param slowStartBound a window in segments from which on slow start is slower (max_ssthresh of RFC 3742); 0 for
///     none
/// @param validation whether a window that is not used neither grows nor stays for ever (RFC 7661)
/// @param pacing whether segments are spread over the round trip, of sockets that choose nothing
public record CongestionConfig(
        CongestionAlgorithm algorithm,
        List<CongestionAlgorithm> algorithms,
        int byteCountingLimit,
        boolean hyStart,
        int slowStartBound,
        boolean validation,
        boolean pacing) {
    /// L of RFC 9406, section 4.3, of senders that do not pace.
    private static final int HYSTART_LIMIT = 8;

    private static final int MOST_LIMIT = 1_000;
    private static final int MOST_BOUND = 1 << 20;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if something is out of its range
    public CongestionConfig {
        algorithms = List.copyOf(algorithms);
        check("byteCountingLimit", byteCountingLimit, 1, MOST_LIMIT);
        check("slowStartBound", slowStartBound, 0, MOST_BOUND);
        if (!algorithms.contains(algorithm)) {
            throw new IllegalArgumentException("congestion control " + algorithm.id() + " was chosen, and is none of "
                    + names(algorithms) + "; add it to the algorithms");
        }
        final long different =
                algorithms.stream().map(CongestionAlgorithm::id).distinct().count();
        if (different != algorithms.size()) {
            throw new IllegalArgumentException("congestion controls " + names(algorithms)
                    + " were given, two of one name; give each a name of its own");
        }
    }

    /// What a stack does today: CUBIC with HyStart++, and windows that are used.
    public static CongestionConfig standard() {
        return new CongestionConfig(
                StandardAlgorithm.CUBIC, List.of(StandardAlgorithm.values()), HYSTART_LIMIT, true, 0, true, false);
    }

    /// RFC 5681 and nothing newer.
    public static CongestionConfig basic() {
        return new CongestionConfig(
                StandardAlgorithm.RENO, List.of(StandardAlgorithm.values()), 1, false, 0, false, false);
    }

    /// The algorithm of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public CongestionAlgorithm named(String name) {
        for (final CongestionAlgorithm each : algorithms) {
            if (each.id().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "congestion control " + name + " was asked for; use one of " + names(algorithms));
    }

    /// The same, with another algorithm for sockets that choose none; one that is not there yet comes to the
    /// others.
    public CongestionConfig withAlgorithm(CongestionAlgorithm value) {
        final List<CongestionAlgorithm> all = new ArrayList<>(algorithms);
        if (!all.contains(value)) {
            all.add(value);
        }
        return new CongestionConfig(value, all, byteCountingLimit, hyStart, slowStartBound, validation, pacing);
    }

    /// The same, with an algorithm more to choose from.
    public CongestionConfig withChoice(CongestionAlgorithm value) {
        return withAlgorithm(value).withAlgorithm(algorithm);
    }

    /// The same with another value of this.
    public CongestionConfig withByteCountingLimit(int value) {
        return new CongestionConfig(algorithm, algorithms, value, hyStart, slowStartBound, validation, pacing);
    }

    /// The same with another value of this.
    public CongestionConfig withHyStart(boolean value) {
        return new CongestionConfig(
                algorithm, algorithms, byteCountingLimit, value, slowStartBound, validation, pacing);
    }

    /// The same with another value of this.
    public CongestionConfig withSlowStartBound(int value) {
        return new CongestionConfig(algorithm, algorithms, byteCountingLimit, hyStart, value, validation, pacing);
    }

    /// The same with another value of this.
    public CongestionConfig withValidation(boolean value) {
        return new CongestionConfig(algorithm, algorithms, byteCountingLimit, hyStart, slowStartBound, value, pacing);
    }

    /// The same with another value of this.
    public CongestionConfig withPacing(boolean value) {
        return new CongestionConfig(
                algorithm, algorithms, byteCountingLimit, hyStart, slowStartBound, validation, value);
    }

    private static String names(List<CongestionAlgorithm> algorithms) {
        return algorithms.stream().map(CongestionAlgorithm::id).collect(Collectors.joining(", "));
    }

    private static void check(String what, long given, long least, long most) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(what + " " + given + " was given; use " + least + " to " + most);
        }
    }
}
