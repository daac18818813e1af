/// How Anax measures: contestants side by side, in short slices taken in turn, in several fresh JVMs.
///
/// **Law.** A figure never stands alone. Contestants of a [Group] run in one process, slice after slice of at most
/// 100 ms, forwards in one round and backwards in the next, and a ratio is the median of the ratios of the rounds:
/// a machine that slows down by half for a second slows both sides of the ratio. What a figure was measured
/// beside, how far it spread, and what spoilt it stand in its [Result].
///
/// Uses the runtime's clock and nothing else of ours. Read [Contestant] first, then [Interleaving], which is the
/// measurement; [ForkProcess] repeats it in a JVM of its own and [Summary] turns what came back into results.
package anax.bench.measure;
