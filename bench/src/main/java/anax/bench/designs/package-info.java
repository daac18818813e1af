/// The concurrency designs that throughput is compared under.
///
/// **Law.** What a design is stands in `frame`, each kind of them in a package of its own, and only here are all of
/// them known.
///
/// Uses the packages below it. Read [Designs], then `frame`.
package anax.bench.designs;
