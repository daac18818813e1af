package anax.procmaps;

/// What is asked of a live process beside its map. Each costs a look of its own.
///
/// Owner: none, constants.
public enum Detail {
    /// Resident, shared and swapped sizes: the kernel walks all page tables and holds the process up meanwhile.
    PAGES,
    /// The stacks of its threads: two small files for each thread.
    THREADS,
    /// What its JVM says, if it is one: a question over the JVM's socket, which it may have to be woken for.
    JAVA
}
