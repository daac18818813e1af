package anax.bench.throughput.host;

/// What a host is told to do next.
///
/// Owner: nobody; it crosses to the host as a line of JSON.
///
/// @param sliceNs   for how long
/// @param perSecond how many requests are due a second; 0 to keep as many under way as in every closed slice
public record HostOrder(long sliceNs, long perSecond) {}
