/// What the protocol engine stands on: time, timers, packets, neighbours in other partitions, and its account.
///
/// **Law.** The engine is pure: a packet or a call and the time go in, packets and wake-ups come out. It knows no
/// thread, device or lock. Whatever it needs of the world it reaches through its [EngineEnvironment], so that the
/// same engine runs partitioned over CPUs without locks, under one lock, or alone in a test. One environment is
/// loaded in a JVM, so that the compiler sees through it.
///
/// **Account.** Each packet that came in ends once, as delivered or as dropped under a reason; each that was made
/// here ends once, as sent or as dropped. [PacketAccount] says how that adds up.
///
/// Uses `anax.netstack.packet` and `anax.runtime.timer`. Read [EngineEnvironment] first.
package anax.netstack.engine;
