/// Links through the kernel's TAP and TUN devices: a stack of ours on one side, the kernel of this machine on the
/// other.
///
/// **Law.** A device has one queue for each CPU, and a queue is one descriptor that only its CPU reads and
/// writes. One read is one frame, one write is one frame, and before each lies a header of ten octets that says what
/// is left to do with it ([VirtioHeader]): a checksum to complete, segments to cut. So super-segments of up to 64 KiB
/// cross with one call, both ways.
///
/// **Waiting.** A look at a device is a system call. While a CPU has nothing to do and still looks for work it looks
/// at its devices as well; while it has something to do, every 50 us; and when it sleeps it sleeps in `ppoll` with
/// the devices and a bell in the set ([DescriptorWait]). An idle stack uses no processor time.
///
/// **Steering.** The kernel has a flow's frames come by the queue that last wrote to the flow. With our program in it
/// ([SteeringProgram]) it computes the hash of our stack itself, and every frame comes to its owner at once; without,
/// the stack passes it on.
///
/// **The end.** A device that was made here goes with its last descriptor, also when the process is killed: nothing
/// is left that a second start would trip over. One that was there before stays.
///
/// **Other hosts.** A namespace of the kernel's is another host ([NetworkNamespace]); a [Relay] between two devices,
/// or between a device and a memory link, is the cable to it, as bad as its links make it.
///
/// Read first: [TapLink], then [TapQueue].
package anax.netstack.tap;
