package anax.bench.designs;

import anax.bench.designs.frame.Design;
import anax.bench.designs.locked.FineDesign;
import anax.bench.designs.locked.GiantDesign;
import anax.bench.designs.partitioned.PartitionedDesign;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The designs that there are, by name.
///
/// Owner: nobody; immutable.
public final class Designs {
    /// Those that are compared.
    public static final List<Design> COMPARED = List.of(
            PartitionedDesign.inCohorts(),
            PartitionedDesign.runToCompletion(1),
            PartitionedDesign.runToCompletion(4),
            PartitionedDesign.runToCompletion(32),
            GiantDesign.locked(),
            FineDesign.locked());

    /// The locked ones without their locks, on one CPU: what they are held to, so that nobody tunes them down.
    public static final List<Design> FLOORS = List.of(GiantDesign.unlocked(), FineDesign.unlocked());

    private Designs() {}

    /// The design of a name, of either list.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Design of(String name) {
        return Stream.concat(COMPARED.stream(), FLOORS.stream())
                .filter(each -> each.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("design " + name + " was asked for; there are "
                        + Stream.concat(COMPARED.stream(), FLOORS.stream())
                                .map(Design::name)
                                .collect(Collectors.joining(", "))));
    }
}
