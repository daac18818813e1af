/// What crosses between CPUs: lanes that carry entries, and the doorbell that wakes a parked receiver.
///
/// **Law.** A lane has one sender and one receiver for life. A send writes no word that a third party writes and
/// makes no full fence; only ringing a doorbell does, and a bell is rung for a batch of sends, not for each.
///
/// The race that the doorbell closes:
///
/// | sender                       | receiver                        |
/// |------------------------------|---------------------------------|
/// | 1. publish to the lane       | 1. say "parked"                 |
/// | 2. full fence                | 2. full fence                   |
/// | 3. read "parked"; wake if so | 3. look at the lanes once more  |
///
/// Whichever fence comes second, its side sees the other's first step: the receiver finds the entry, or the sender
/// finds the receiver parked. Without either fence both can miss. Uses JCTools, nothing of ours. Read [Lane] first.
package anax.runtime.crossbar;
