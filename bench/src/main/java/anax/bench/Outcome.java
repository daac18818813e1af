package anax.bench;

import anax.bench.environment.ForkFacts;
import anax.bench.measure.Section;
import java.util.List;

/// What a bench has found out.
///
/// Owner: nobody; immutable.
///
/// @param sections one for each group
/// @param jvm      the facts of a JVM that measured; null if none did
record Outcome(List<Section> sections, ForkFacts jvm) {}
