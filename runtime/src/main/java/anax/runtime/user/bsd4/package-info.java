/// The traditional multi-level scheduler with DragonFly's arithmetic.
///
/// **Law.** The numbers are those of DragonFly's `usched_bsd4`, and stand in one class; golden traces hold them.
/// Where DragonFly has a spin lock one CPU owns the queues, and what it knows of the others is what they told it
/// last.
///
/// | DragonFly | here |
/// |---|---|
/// | `estcpu`, 0 to 16384 | the use: 328 more with each clock of running, and drawn to the true share by a ninth |
/// | `batch`, 0 to 1500 | grows with the clocks while the share is above one half, else shrinks |
/// | `bsd4_resetpriority` | the priority: 2 for each step of nice, up to 128 for use, scaled to 128 priorities |
/// | `bsd4_recalculate_estcpu` | when a thread becomes ready, at the end of its round, each second while it waits |
/// | `uschedcp`, `bsd4_select_curproc` | whom a CPU was given, and the pick |
/// | the ready bits and the helper thread | not needed: whoever owns the queues knows what was given to whom |
///
/// Uses `anax.runtime.user`. Read [Bsd4] first.
package anax.runtime.user.bsd4;
