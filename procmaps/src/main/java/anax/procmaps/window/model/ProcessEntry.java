package anax.procmaps.window.model;

/// One process in the list to choose from.
///
/// Owner: nobody; a value.
///
/// @param pid      its number
/// @param name     its name, at most 15 octets of it
/// @param resident how many bytes of it are in memory; 0 for threads of the kernel
public record ProcessEntry(long pid, String name, long resident) {}
