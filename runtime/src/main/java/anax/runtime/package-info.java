/// Lightweight threads and messages: one self-contained scheduler for each CPU, and a crossbar between them.
///
/// **Law.** Every mutable object belongs to one CPU, to one foreign thread, or to a message under way, and only its
/// owner touches it; whoever wants something of it sends a message. Nothing locks on the way of a message. A thread
/// gives up the processor only where it says so, and what arrives is noticed only there. The mechanism follows
/// DragonFlyBSD's light weight kernel threads.
///
/// The way of a synchronous message to another CPU and back:
///
/// ```
/// CPU 0: Port.doMessage -> ThreadPort.putPort -> Cpu.send -> LaneSender            Doorbell.ring, the thread blocks
/// CPU 1: Cpu.poll -> LaneReceiver -> Message.arrive -> ThreadPort.enqueue -> RunQueue      the target thread runs
/// CPU 1: Message.replyMessage -> ThreadPort.replyPort -> Cpu.send -> LaneSender            rung at its next switch
/// CPU 0: Cpu.poll -> LaneReceiver -> Message.arrive -> ThreadPort.complete -> RunQueue     doMessage returns
/// ```
///
/// A thread that waits leaves its stack only if another one is ready, or if nothing has come after a microsecond or
/// so: until then it looks for arrivals itself, as the CPU's loop would.
///
/// Uses `anax.runtime.clock`, `anax.runtime.topology`, `anax.runtime.crossbar` and `anax.runtime.timer`. Read
/// [Machine] first, then [Cpu], [Lwkt], [Port].
package anax.runtime;
