/// What changed between two maps.
///
/// **Law.** Every region of both maps is in the difference exactly once. A region is the same if it starts (or, for
/// what grows down, ends) at the same address with the same file and offset; rights may change, and whether it is
/// shared never tells one region from another. Uses [anax.procmaps.maps]. Read [MapsDiff] first.
package anax.procmaps.diff;
