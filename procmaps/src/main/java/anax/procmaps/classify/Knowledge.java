package anax.procmaps.classify;

import anax.procmaps.jvm.JavaRange;
import anax.procmaps.live.ThreadStack;
import java.util.List;
import java.util.OptionalLong;

/// What is known of a process beside its map. All of it may be missing, as for a map out of a file.
///
/// Owner: nobody; a value.
///
/// @param codeAddress an address in the program's code, unsigned, which tells its file; empty if unknown
/// @param executable the name of the program's file as its link says it; empty if unknown
/// @param stacks where the stack pointers of its threads are
/// @param javaRanges what a JVM says of its memory
public record Knowledge(
        OptionalLong codeAddress, String executable, List<ThreadStack> stacks, List<JavaRange> javaRanges) {
    /// Nothing.
    public static final Knowledge NONE = new Knowledge(OptionalLong.empty(), "", List.of(), List.of());

    /// Takes copies.
    public Knowledge {
        stacks = List.copyOf(stacks);
        javaRanges = List.copyOf(javaRanges);
    }
}
