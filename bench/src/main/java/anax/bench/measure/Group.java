package anax.bench.measure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Contestants that do the same job and are measured in turns.
///
/// Owner: whoever made it; immutable but for its contestants, which one [Interleaving] at a time may run.
///
/// @param bench       its name in results: "messages.thread-switch"
/// @param title       its name for people: "Thread switch"
/// @param job         one sentence that says what an operation is
/// @param unit        what is counted, and what ratios are formed of
/// @param further     what is counted beside it, in the order of columns
/// @param pace        where its rounds differ from the plan's
/// @param cpus        how many CPUs a contestant keeps busy
/// @param params      what else has to be known to repeat it, in JSON's types
/// @param reference   the design that ratios are told against
/// @param contestants in the order of tables
/// @param notes       what a reader of any of its figures has to know
/// @param skipped     why it cannot be measured here, one sentence; empty if it can
public record Group(
        String bench,
        String title,
        String job,
        Unit unit,
        List<Unit> further,
        Pace pace,
        int cpus,
        Map<String, Object> params,
        String reference,
        List<Contestant> contestants,
        List<String> notes,
        String skipped) {

    /// Checks and copies.
    ///
    /// @throws IllegalArgumentException if a design stands there twice, the reference not at all, or the
    ///     unit has no figure for each slice
    public Group {
        further = List.copyOf(further);
        params = new TreeMap<>(params);
        contestants = List.copyOf(contestants);
        notes = List.copyOf(notes);
        if (unit.isPooled()) {
            throw new IllegalArgumentException("unit " + unit + " was given to " + bench
                    + " to form ratios of, and has no figure for each slice; give it as a further one");
        }
        Set<String> designs = new HashSet<>();
        for (Contestant contestant : contestants) {
            if (!designs.add(contestant.design())) {
                throw new IllegalArgumentException("design \"" + contestant.design() + "\" stands twice in " + bench
                        + "; give each contestant a name of its own");
            }
        }
        if (skipped.isEmpty() && !designs.contains(reference)) {
            throw new IllegalArgumentException(
                    "reference \"" + reference + "\" is no contestant of " + bench + "; name one of " + designs);
        }
    }

    /// A group that cannot be measured here.
    ///
    /// @param reason one sentence
    public static Group skipped(String bench, String title, String job, Unit unit, int cpus, String reason) {
        return new Group(
                bench, title, job, unit, List.of(), Pace.PLANNED, cpus, Map.of(), "", List.of(), List.of(), reason);
    }

    /// A group that can be measured: with its memory beside it, and as the plan says.
    public static Group of(
            String bench,
            String title,
            String job,
            Unit unit,
            int cpus,
            Map<String, Object> params,
            String reference,
            List<Contestant> contestants,
            List<String> notes) {
        List<Unit> further = List.of(Unit.BYTES_PER_OPERATION);
        return new Group(
                bench, title, job, unit, further, Pace.PLANNED, cpus, params, reference, contestants, notes, "");
    }

    /// The same with other units beside the main one.
    public Group withFurther(Unit... units) {
        return new Group(
                bench, title, job, unit, List.of(units), pace, cpus, params, reference, contestants, notes, skipped);
    }

    /// The same with rounds that differ from the plan's.
    public Group withPace(Pace newPace) {
        return new Group(
                bench, title, job, unit, further, newPace, cpus, params, reference, contestants, notes, skipped);
    }
}
