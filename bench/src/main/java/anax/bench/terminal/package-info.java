/// What the person at the terminal sees while a run lasts.
///
/// **Law.** Progress goes to standard error, results to standard output. Colours and moving lines appear on a
/// terminal only; the terminal's modes are never changed, so there is nothing to put back. Uses the runtime's
/// clock and nothing else of ours. Read [Terminal] first.
package anax.bench.terminal;
