package anax.bench.measure;

import java.util.List;

/// What one contestant showed in one fork: a figure for each round, in the unit of its group.
///
/// Owner: nobody; it crosses from the fork to its parent as JSON.
///
/// @param design       the contestant's name
/// @param role         what it is in the race for
/// @param values       one figure a round
/// @param further      for each further unit of the group one figure a round, or a single one if the unit is pooled
/// @param warmUpRounds how many rounds were thrown away before
/// @param settled      whether its figures had settled then
/// @param notes        what the contestant says a reader has to know
@SuppressWarnings("ArrayRecordComponent") // figures in numbers, which nobody writes to
public record ContestantRun(
        String design,
        Role role,
        double[] values,
        double[][] further,
        int warmUpRounds,
        boolean settled,
        List<String> notes) {}
