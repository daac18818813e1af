/// The simulated machine: all CPUs of a machine on one Java thread, on a virtual clock, in an order that a seed
/// decides, or, for small systems, in every order up to a bound.
///
/// **Law.** Nothing here stands for a class of the runtime: the real scheduler, crossbar, ports and timers run, and
/// only the [anax.runtime.Driver] under them is another one. The same choices give the same run, to the last event. A
/// CPU can be stopped wherever it polls, waits for another CPU, or touches what another CPU touches; it is a
/// continuation of its own, around those of its threads.
///
/// Uses `anax.runtime` and its clock. Read [SimulatedMachine] first, then [Explorer] and
/// [SimulatedDriver].
package anax.runtime.sim;
