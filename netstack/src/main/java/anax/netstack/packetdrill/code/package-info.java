/// The code between `%{` and `}%`: assertions on what was known of a connection at that moment.
///
/// **Law.** It is the part of Python that scripts use, and nothing else: assertions, assignments, comparisons,
/// arithmetic on integers. What is not known is an `UnsupportedException` that names it. A comparison that stands
/// alone, which Python would work out and forget, is taken as an assertion.
///
/// Uses `anax.netstack.packetdrill.syntax`. Read [Code] first.
package anax.netstack.packetdrill.code;
