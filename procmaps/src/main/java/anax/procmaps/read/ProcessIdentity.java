package anax.procmaps.read;

import java.nio.file.Path;
import java.util.Optional;

/// Which process, and which program in it: equal twice in a row, nothing was executed in between.
///
/// Owner: none, immutable. The addresses are unsigned; the kernel gives zeros and ones for them to a reader who may
/// not see them.
///
/// @param pid the process's number
/// @param startTicks when the process began, in clock ticks since boot; number and start name a process until the
/// next boot
/// @param startCode where the program's text begins
/// @param endCode where the program's text ends
/// @param startStack where its stack began
/// @param executable the program's file as the `exe` link names it, with ` (deleted)` behind an unlinked one; empty
/// if there is none or this user may not see it
public record ProcessIdentity(
        long pid, long startTicks, long startCode, long endCode, long startStack, Optional<Path> executable) {}
