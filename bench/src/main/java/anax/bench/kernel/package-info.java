/// A stack of ours on a TAP device beside the kernel's own stack over a veth pair, in the same run.
///
/// ```
///            +-- TAP ---- our stack          (10.66.0.1 -- 10.66.0.2)
/// near kernel
///            +-- veth --- far kernel         (10.67.0.1 -- 10.67.0.2)
/// ```
///
/// **Law.** The near kernel is the client of both, by the same code and in turns of a fraction of a second; so what
/// the machine does to the one it does to the other, and a figure is the quotient of two turns that were neighbours.
/// Every namespace, cable and device is the run's own and goes with it. It takes root.
///
/// Uses `anax.netstack` and `anax.bench.measure`. Read [KernelRun] first, then [Peer].
package anax.bench.kernel;
