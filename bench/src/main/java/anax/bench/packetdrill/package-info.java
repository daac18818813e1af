/// What came of packetdrill scripts, for people and for programs.
///
/// **Law.** Nothing here runs a script. Uses `anax.netstack.packetdrill.run`. Read
/// [anax.bench.packetdrill.ResultsJson].
package anax.bench.packetdrill;
