package anax.bench.measure;

import java.util.List;

/// A column beside the main figures of a group: what every design showed in another unit.
///
/// Owner: nobody; immutable.
///
/// @param unit    what is counted
/// @param results one for each design, in the order of the figures; without ratios
public record Further(Unit unit, List<Result> results) {

    /// Copies.
    public Further {
        results = List.copyOf(results);
    }
}
