/// System calls as messages: numbered calls that applications add, some of which may block.
///
/// **Law.** A CPU never blocks for a call: what may block runs on an ordinary thread, and the caller waits for its
/// reply as for any other. Passing a call there takes no lock, and the queue has a bound. Each call is answered once,
/// by whoever claims it: a thread of the pool, the originator who aborts it, or who closes the port. What a handler
/// throws goes home in the call and ends nobody's thread. Who has which number is replicated: each CPU reads a copy of
/// its own, and a change is a message that visits every CPU.
///
/// ```
/// in place:  Port.doMessage -> CallDispatch.onMessage -> CallTable -> handler, and back with the result
/// blocking:  Port.doMessage -> CallDispatch -> CallPool.pass -> queue; the caller waits, its CPU goes on
///            CallWorker -> CallJob.run -> handler -> Message.replyMessage -> inbox of the caller's CPU
/// ```
///
/// The pool needs real threads: on a simulated machine only calls in place can be replayed.
///
/// Uses `anax.runtime` and its crossbar's doorbell. Read [CallPort] first, then [Call], [CallPool], [CallJob].
package anax.runtime.call;
