package anax.procmaps.smaps;

/// How much memory a process uses, in KiB.
///
/// A rollup's `pss` can be higher than the sum over the regions: the kernel rounds once there and here for each
/// region, always down, so up to 1 KiB for each region. All others are sums of whole pages and equal.
///
/// Owner: nobody; a value.
///
/// @param size addresses; 0 from a rollup, which does not tell
/// @param rss resident
/// @param pss resident, each page divided by the number of those who share it
/// @param sharedClean resident, also elsewhere, unwritten
/// @param sharedDirty resident, also elsewhere, written
/// @param privateClean resident, nowhere else, unwritten
/// @param privateDirty resident, nowhere else, written
/// @param swap written out
/// @param swapPss written out, divided as `pss`
public record MemoryTotals(
        long size,
        long rss,
        long pss,
        long sharedClean,
        long sharedDirty,
        long privateClean,
        long privateDirty,
        long swap,
        long swapPss) {

    static MemoryTotals of(SmapsSnapshot smaps) {
        return new MemoryTotals(
                smaps.total("Size"),
                smaps.total("Rss"),
                smaps.total("Pss"),
                smaps.total("Shared_Clean"),
                smaps.total("Shared_Dirty"),
                smaps.total("Private_Clean"),
                smaps.total("Private_Dirty"),
                smaps.total("Swap"),
                smaps.total("SwapPss"));
    }

    /// What the process would give back if it ended: all that is private and resident.
    public long uss() {
        return privateClean + privateDirty;
    }
}
