/// Addresses that no region uses: what is free, what no pointer can name, and what is the kernel's.
///
/// **Law.** Every address belongs to exactly one region or one gap; nothing that a process could never use is called
/// free. Numbers are unsigned, and an end of 0 is 2^64. Uses [anax.procmaps.maps]. Read [AddressSpace] first.
///
/// ```
/// x86-64, four levels        0 ...... 7fffffffefff | 7ffffffff000 ...... ffff7fffffffffff | ffff800000000000 ...
///                            regions and FREE      | HOLE (no pointer can hold these)     | KERNEL, with [vsyscall]
/// ```
package anax.procmaps.space;
