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
/// @param comparison  what has changed since an older run; empty if there is none to compare with
/// @param rankings    whether both rank the designs alike; empty if there is none to compare with
public record Report(
        String title,
        Environment environment,
        List<Section> sections,
        List<Change> comparison,
        List<Ranking> rankings) {

    /// Copies.
    public Report {
        sections = List.copyOf(sections);
        comparison = List.copyOf(comparison);
        rankings = List.copyOf(rankings);
    }

    /// A report that is compared with no other.
    public Report(String title, Environment environment, List<Section> sections) {
        this(title, environment, sections, List.of(), List.of());
    }

    /// The same, compared with an older one.
    public Report comparedWith(Report older) {
        return new Report(title, environment, sections, Comparison.of(this, older), Ranking.of(this, older));
    }
}
