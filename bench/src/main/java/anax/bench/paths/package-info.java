/// TCP over bad paths with a stack of ours as the sender, beside this machine's kernel as the sender over the same
/// paths; and both at once through one bottleneck. The receiver is always a kernel.
///
/// ```
/// sending kernel -- TUN --+
///                         +-- Relay with impairments -- TUN -- receiving kernel      in turns
/// our stack -- memory ----+
///
/// our stack -- TUN -- sending kernel -- TUN -- Relay with a bottleneck -- TUN -- receiving kernel      at once
/// ```
///
/// **Law.** What is compared differs in the sender only: path, seed of its chance, receiver, congestion control and
/// the time that is measured are the same, and all figures but one are the receiver's, which does not know who sends.
/// Turns of both alternate. Namespaces and devices are the run's own and go with it. It takes root.
///
/// Uses `anax.netstack`, `anax.bench.measure` and, of `anax.bench.kernel`, what a run's circumstances are. Read
/// [PathRun] first, then [Trial].
package anax.bench.paths;
