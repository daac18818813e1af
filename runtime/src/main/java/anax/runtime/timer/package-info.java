/// Timers of one CPU: a hierarchical wheel for deadlines of any distance, and queues for fixed long periods.
///
/// **Law.** A timer never fires early. What is due fires in the order of deadlines, exact to the wheel's tick; timers
/// of one tick have no order among them. Scheduling, cancelling and re-arming are O(1) and allocate nothing. A pass
/// handles at most as many timers as its caller allows, however many are due, and the next pass goes on where it
/// stopped. Time comes in as `nowNs`; no clock is read here. Uses nothing of ours.
///
/// How the wheel works. Time is counted in ticks, and the wheel stands at one of them. It has levels of 64 slots
/// each; a slot of the finest level is one tick wide, one of each further level 32 times as wide as one of the level
/// before:
///
/// | level | slot        | reaches     | for instance                      |
/// |-------|-------------|-------------|-----------------------------------|
/// | 0     | 1.02 us     | 65 us       | pacing                            |
/// | 1     | 33 us       | 2.1 ms      |                                   |
/// | 2     | 1.05 ms     | 67 ms       | delayed acknowledgement           |
/// | 3     | 34 ms       | 2.1 s       | retransmission                    |
/// | 4     | 1.07 s      | 69 s        | TIME_WAIT                         |
/// | 5     | 34 s        | 37 min      |                                   |
/// | 6     | 18 min      | 20 h        | keepalive                         |
/// | 7-10  | 9.8 h ...   | 2,300 years |                                   |
///
/// A timer is filed in the finest level that reaches its deadline. When the wheel comes to the start of a slot of
/// level 0, the timers in it are due; those of any other slot are filed anew, in finer levels: they cascade. Because
/// a level reaches twice as far as one slot of the next level is wide, the slot that comes next on each level can be
/// emptied before its time, little by little, with what passes leave of their limits. So even a slot with a million
/// timers delays nobody, if passes are frequent; if they are not, it is emptied over as many passes as it takes, and
/// nothing later fires before. A bit for each slot and each level shows which hold timers: time without any costs
/// nothing.
///
/// A timer that is moved to a later time stays where it is filed; its new deadline is seen when its slot comes up. So
/// a timeout that each packet pushes back costs a store per packet, and one filing per period. For the same reason
/// re-arming to [TimerWheel#NEVER] is the cheapest way to stop a timer that will soon start again.
///
/// Why a tick of 1.02 us: to wake a parked CPU takes longer than that, and at 10 Gbit/s a burst of 64 KiB takes 52
/// us, so nobody can tell rounding from none, not even pacing; and with it the levels cover all of a `long` of
/// nanoseconds. Its price is one more filing for a timer that fires than with a tick of 33 us. Read [TimerWheel]
/// first.
package anax.runtime.timer;
