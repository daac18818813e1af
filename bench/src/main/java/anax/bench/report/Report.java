package anax.bench.report;

import anax.bench.environment.Environment;
import anax.bench.measure.Section;
import java.util.List;

/// Everything that a run has found out.
///
/// Owner: nobody; immutable.
///
/// @param title       what was run: "anax bench messages"
/// @param environment what it was run on
/// @param sections    one for each group, in order
public record Report(String title, Environment environment, List<Section> sections) {

    /// Copies.
    public Report {
        sections = List.copyOf(sections);
    }
}
