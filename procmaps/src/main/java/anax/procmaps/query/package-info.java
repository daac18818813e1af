/// Which region holds one address, asked of the kernel without reading the whole map.
///
/// **Law.** The kernel's own query (`PROCMAP_QUERY`, Linux 6.11) is used only where the kernel has it and native
/// access was given to this code on the command line; nothing here makes the JVM warn. Without it the text is read
/// and searched: the answer has the same fields, and says where it is from. Uses [anax.procmaps.read] and
/// [anax.procmaps.maps]. Read [PointLookup] first.
package anax.procmaps.query;
