package anax.procmaps.read;

/// A file under `/proc/PID` that tells of the process's memory, and what reading it costs that process.
///
/// Owner: none, constants.
public enum ProcFile {
    /// One line for each region: addresses, rights, offset, device, inode, name. Cheap: some 100 ns a line.
    MAPS("maps"),

    /// Some 25 lines for each region, with its resident, shared and swapped sizes. The kernel walks the page
    /// tables and holds the process's memory lock meanwhile, so that a large process stands still.
    SMAPS("smaps"),

    /// The totals of [#SMAPS] in one paragraph, at the same cost to the process: seconds for hundreds of
    /// gigabytes.
    SMAPS_ROLLUP("smaps_rollup"),

    /// One line for each region, with the memory nodes of its pages. At the cost of [#SMAPS]; not in every
    /// kernel.
    NUMA_MAPS("numa_maps"),

    /// Pairs of machine words, no text: what the kernel told the program at its start, such as the size of a
    /// page.
    AUXV("auxv");

    private final String fileName;

    ProcFile(String fileName) {
        this.fileName = fileName;
    }

    /// Its name under `/proc/PID`.
    public String fileName() {
        return fileName;
    }
}
