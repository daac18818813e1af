/// The load of throughput runs: clients that stand behind each CPU's device queue and cost next to nothing.
///
/// **Law.** The generator runs inline: a poll of the queue makes requests, a send takes answers, on the CPU whose
/// queue it is; there is no thread, no ring and no copy between the clients and the stack. Flows, their queues and
/// the order of requests depend on the [Traffic] and on nothing else, so every design in every fork gets the same.
/// Nothing is allocated while it runs. What it costs is measured alone ([LoadAlone]) beside every slice, and taken
/// off; what queues pay to allow each other requests is not in that and stays with the design, the same for all.
///
/// With TCP a client is a connection, and is its entry queue's alone: what another queue sees leave the stack it
/// leaves a note of ([Notes]), which says all that the client has to know. Clients lose nothing, check every number
/// of every segment, and are silent between slices: what they owe is said before a slice is over.
///
/// Closed: a number of requests is under way; each answer brings the next request, on the queue of whichever flow
/// comes next. Open: requests are due at moments that the rate alone decides, and latency counts from there.
///
/// Uses `netstack.link`, `netstack.packet`, the head of an [anax.bench.designs.frame.Exchange], and the runtime's
/// doorbell. Read [Traffic], [Flows], then [LoadQueue] and [TcpClients].
package anax.bench.throughput.load;
