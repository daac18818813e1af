/// Packets of a script and packets on the wire: how the one becomes the other, and whether they are alike.
///
/// **Law.** Headers are read and written here octet by octet, and summed here, and not with the stack's own views: a
/// fault of those must not hide itself. Nothing is lenient that the language does not make so; what is not compared
/// is listed at [PacketComparison].
///
/// Uses `anax.netstack.packetdrill.syntax`. Read [PacketComparison] first, then [Numbering].
package anax.netstack.packetdrill.match;
