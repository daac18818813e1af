/// The suite `tasks`: what tasks wait at, and tokens, each beside its floor and rivals.
///
/// **Law.** Ours runs through its public methods, on a machine of its own. What is protected is written inside of
/// each lock, and whoever measures checks afterwards that no operation was lost. Uses `measure`, `messages` with the
/// packages below, and the runtime. Read [TasksSuite], then [TaskContestant].
package anax.bench.tasks;
