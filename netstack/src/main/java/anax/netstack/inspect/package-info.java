/// What a stack has done and has: counters and tables, asked for by message, so that looking takes no lock and stops
/// nobody.
///
/// **Law.** Each partition tells of itself when the question comes by, between two packets; so the parts of a
/// snapshot are of slightly different times, and add up only at rest.
///
/// For programs there is a [StackSnapshot]. Other processes ask a [StackTopic], by the inspector of the machine, and
/// get a [StackTable]: rows and named columns, so that who prints them need not know them.
///
/// Uses `anax.netstack.stack` and what stands below it, and the runtime's inspection. Read [StackSnapshot] first.
package anax.netstack.inspect;
