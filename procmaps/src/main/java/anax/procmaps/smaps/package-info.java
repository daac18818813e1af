/// What the kernel tells of the pages behind regions: `smaps`, `smaps_rollup`, `numa_maps`.
///
/// **Law.** No key and no flag is lost, whatever its name; a key that a region does not have is absent, not 0. No
/// input makes an exception. Sizes are KiB, which the kernel calls kB. Totals are of one snapshot. Uses
/// [anax.procmaps.maps] and [anax.procmaps.text]. Read [SmapsSnapshot] first.
package anax.procmaps.smaps;
