/// Sharing a CPU by weights, with groups within groups.
///
/// **Law.** What a thread had is charged to it and to each group around it, by their weights; whoever used the least
/// goes first. Nobody saves up time by sleeping. Uses `anax.runtime.user`. Read [FairShare] first.
package anax.runtime.user.fair;
