/// The messages suite: what it costs to switch threads and to pass a message, on one CPU and across two.
///
/// **Law.** Each group has its floor, made of the bare parts (a continuation, a ring) without scheduler, port or
/// wake-up, and its rivals; ours runs beside them in the same rounds. Every message is written at both ends and
/// checked when it is back. Uses `measure` and the packages below this one. Read [MessagesSuite] first.
package anax.bench.messages;
