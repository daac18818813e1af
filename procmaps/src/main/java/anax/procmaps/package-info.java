/// The memory of Linux processes, whole: one object for a process or a saved file, with all that is known of it.
///
/// **Law.** Uses the JDK only and needs no flag; no package uses one that stands below it in this list.
///
/// | package | what it is |
/// |---|---|
/// | [anax.procmaps.text] | octets: numbers, escapes, distinct names, sizes for people |
/// | [anax.procmaps.maps] | the parser into columns, the snapshot, and the text again |
/// | [anax.procmaps.space] | free addresses, the hole, the kernel's half |
/// | [anax.procmaps.smaps] | `smaps`, `smaps_rollup`, `numa_maps` |
/// | [anax.procmaps.read] | the safe reader of `/proc/PID` |
/// | [anax.procmaps.live] | page size, threads' stacks, page states, names of processes |
/// | [anax.procmaps.query] | one address, asked of the kernel |
/// | [anax.procmaps.jvm] | what a Java virtual machine says of its memory |
/// | [anax.procmaps.classify] | what each region is for, and why |
/// | [anax.procmaps.diff] | what changed between two maps |
/// | [anax.procmaps.original] | the table of the program that this one grew out of |
/// | [anax.procmaps.show] | words in two languages, and one colour for each use |
/// | [anax.procmaps] | all of it together: [anax.procmaps.ProcessMemory] |
/// | [anax.procmaps.filter] | the language of conditions on regions |
/// | [anax.procmaps.window.model] | what the window shows, without a window |
/// | [anax.procmaps.window.plot] | address space, treemap, totals over time, legend |
/// | [anax.procmaps.window.export] | pictures and rows that leave the window |
/// | [anax.procmaps.window.view] | the parts of the window, with FlatLaf, which is optional |
/// | [anax.procmaps.window] | the window `anax maps --window` |
/// | [anax.procmaps.tool] | the command `anax maps`; the one package that uses picocli, which is optional |
///
/// Read [anax.procmaps.ProcessMemory] first.
package anax.procmaps;
