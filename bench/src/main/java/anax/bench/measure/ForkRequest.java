package anax.bench.measure;

/// What a fork is asked to measure.
///
/// Owner: nobody; it crosses from the parent to the fork as JSON.
///
/// @param suite the suite's name
/// @param options what the suite has to know beside
/// @param bench the group's name
/// @param cpus  as given on the command line
/// @param plan  how long and how often
public record ForkRequest(String suite, String options, String bench, int cpus, Plan plan) {}
