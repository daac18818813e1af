/// Running a script: a stack on a clock that nobody waits for, which is one partition unless somebody else makes it,
/// the calls of the socket interface over it, and what the script expects of both.
///
/// **Law.** A script runs on a stack of its own, in one thread, and sees no other time than its own; the same script
/// runs the same way each time. A construct that cannot be done as it is meant is an `UnsupportedException` that
/// names it; no expectation is passed over. What a script changes of the stack is public configuration.
///
/// ```
/// ScriptRun ---> VirtualHost     injects, collects what leaves, lets time pass, over a ScriptStack
///           ---> CallTable       calls over TcpEndpoint and UdpEndpoint, one after the other
///           ---> match           numbers, checksums, comparison
/// ```
///
/// Uses `anax.netstack.stack` and what stands below it, and the packages of packetdrill. Read [ScriptRun] first.
package anax.netstack.packetdrill.run;
