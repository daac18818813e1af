/// Packets: octets off the heap, in pools that belong to one CPU each, and why some of them go no further.
///
/// **Law.** A packet has one owner at a time, which alone touches it: the CPU that allocated it or that it was passed
/// on to. Its memory always belongs to the pool that it came from; whoever is done with it sends it home, in batches,
/// so that a pool needs neither lock nor atomic. Every packet that came in ends exactly once: delivered, or dropped
/// under a [DropReason].
///
/// ```
/// |<------------------------------------- slot -------------------------------------->|
/// | headroom ...... | link header | network header | transport header | payload | room |
///                   ^ offset      ^ networkOffset  ^ transportOffset            ^ offset + length
/// ```
///
/// Uses Agrona's buffers, and of ours `anax.runtime`. Read [Packet] first, then [PacketPool].
package anax.netstack.packet;
