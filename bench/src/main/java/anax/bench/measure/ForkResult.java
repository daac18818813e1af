package anax.bench.measure;

import java.util.List;
import java.util.Map;

/// What a fork brings back.
///
/// Owner: nobody; it crosses from the fork to its parent as JSON.
///
/// @param runs  one for each contestant, in the group's order
/// @param facts what the fork found out about the JVM and the machine that it ran on
public record ForkResult(List<ContestantRun> runs, Map<String, Object> facts) {}
