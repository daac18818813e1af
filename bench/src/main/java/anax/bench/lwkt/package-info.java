/// What `anax lwkt` shows: a small system of lightweight threads to look at, and the threads of machines that run.
///
/// **Law.** Nothing here reads the command line or ends the program; text is made from snapshots, so that a test can
/// make it from snapshots of its own. What another process sent is never printed as it came: a control character in a
/// thread's name must not reach the terminal. Uses the runtime and its inspection. Read [DemoSystem] and
/// [ThreadTable] first.
package anax.bench.lwkt;
