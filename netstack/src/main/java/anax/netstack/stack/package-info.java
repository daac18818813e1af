/// The stack as a whole: one partition of the protocol engine on each CPU of a machine, the thread that drives it,
/// and what is told to all of them.
///
/// **Law.** A partition is touched by its CPU only: by its [Netisr], and by threads of the same CPU between two of
/// the netisr's batches. Everybody else sends the netisr a message. No netisr waits for another one: what must visit
/// all is forwarded from one to the next, and the last replies.
///
/// The way of a packet:
///
/// ```
/// CPU i: Netisr -> LinkQueue.poll -> Coalescing -> Classifier        its partition is j
///   i = j: Partition.goOn
///   i # j: Packet as message -> crossbar -> Netisr of j -> Partition.goOn
/// CPU j: Ipv4Input -> UdpInput -> UdpEndpoint                  end of the batch: its readers are woken
/// ```
///
/// Uses `anax.netstack.udp`, what stands below it, and `anax.runtime`. Read [NetworkStack] first, then [Netisr].
package anax.netstack.stack;
