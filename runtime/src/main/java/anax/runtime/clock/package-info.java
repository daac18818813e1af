/// Time as a constructor parameter.
///
/// **Law.** Whoever needs the time is given a [Clock]; only [SystemClock] asks the machine. So the same code runs on
/// real time and on a virtual clock. Uses nothing of ours.
package anax.runtime.clock;
