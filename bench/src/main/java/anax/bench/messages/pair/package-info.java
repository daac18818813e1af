/// Two parties that exchange letters, on two CPUs or on one: what every contestant of the messages suite is built
/// of.
///
/// **Law.** A contestant differs from another one only in how a [Letter] travels: the threads ([Crew]), the
/// window, the letters and the check that each came back written by its target are the same for all and stand
/// here. What runs inside of the window allocates nothing here, takes no lock here and reads the clock once a
/// burst. Uses `measure` and the runtime's topology and clock. Read [Pair] first.
package anax.bench.messages.pair;
