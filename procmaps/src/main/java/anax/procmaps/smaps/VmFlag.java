package anax.procmaps.smaps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One flag of a region, two letters of the line `VmFlags`, with what the kernel means by it (proc.rst, task_mmu.c).
///
/// Owner: nobody; a value.
///
/// @param code the letters, as they came
/// @param meaning in words; empty for a flag that is newer than this table
public record VmFlag(String code, String meaning) {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("rd", "readable"),
            Map.entry("wr", "writable"),
            Map.entry("ex", "executable"),
            Map.entry("sh", "shared"),
            Map.entry("mr", "may become readable"),
            Map.entry("mw", "may become writable"),
            Map.entry("me", "may become executable"),
            Map.entry("ms", "may become shared"),
            Map.entry("gd", "grows down, as a stack"),
            Map.entry("pf", "pages of a device, by number"),
            Map.entry("lo", "locked in memory"),
            Map.entry("io", "memory of a device"),
            Map.entry("sr", "will be read in sequence"),
            Map.entry("rr", "will be read at random"),
            Map.entry("dc", "not copied by fork"),
            Map.entry("de", "cannot be expanded"),
            Map.entry("ac", "counts against the limit of memory"),
            Map.entry("nr", "no swap space is reserved for it"),
            Map.entry("ht", "huge pages of hugetlbfs"),
            Map.entry("sf", "faults are synchronous (DAX)"),
            Map.entry("ar", "the architecture's own flag"),
            Map.entry("wf", "wiped in the child of a fork"),
            Map.entry("dd", "not in core dumps"),
            Map.entry("sd", "written since the marks were cleared"),
            Map.entry("mm", "device memory and anonymous memory mixed"),
            Map.entry("hg", "huge pages are wished"),
            Map.entry("nh", "huge pages are not wished"),
            Map.entry("mg", "equal pages may be merged"),
            Map.entry("bt", "guarded branches (arm64 BTI)"),
            Map.entry("mt", "tagged memory (arm64 MTE)"),
            Map.entry("um", "userfaultfd is told of missing pages"),
            Map.entry("uw", "userfaultfd is told of writes"),
            Map.entry("ui", "userfaultfd is told of minor faults"),
            Map.entry("ss", "shadow stack"),
            Map.entry("sl", "sealed"),
            Map.entry("lf", "locked on fault"),
            Map.entry("dp", "droppable under pressure"),
            Map.entry("gu", "may hold guard pages"),
            Map.entry("mp", "an MPX table"));

    static List<VmFlag> parse(String line) {
        List<VmFlag> flags = new ArrayList<>();
        for (String code : line.split(" ")) {
            if (!code.isEmpty()) {
                flags.add(new VmFlag(code, MEANINGS.getOrDefault(code, "")));
            }
        }
        return flags;
    }

    /// Whether this table knows it.
    public boolean isKnown() {
        return !meaning.isEmpty();
    }
}
