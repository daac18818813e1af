package anax.bench.throughput.host;

import anax.bench.throughput.load.Traffic;

/// What a host is started for.
///
/// Owner: nobody; it crosses to the host as JSON.
///
/// @param design  the design's name
/// @param variant what is otherwise than usual
/// @param cpus    how many CPUs the design gets
/// @param traffic what its clients do
public record HostRequest(String design, Variant variant, int cpus, Traffic traffic) {}
