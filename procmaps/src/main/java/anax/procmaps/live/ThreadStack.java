package anax.procmaps.live;

/// Where a thread's stack pointer was when somebody looked.
///
/// Owner: nobody; a value.
///
/// @param tid the thread's number
/// @param name what the thread is called, at most 15 octets of it; empty if it ended meanwhile
/// @param stackPointer the address, unsigned
public record ThreadStack(long tid, String name, long stackPointer) {}
