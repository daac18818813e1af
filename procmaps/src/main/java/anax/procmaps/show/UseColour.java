package anax.procmaps.show;

import anax.procmaps.classify.Category;

/// One colour for each use, of the 256 that terminals have; told apart also by those who confuse red and green.
///
/// Owner: nobody; stateless. Allocates nothing.
public final class UseColour {
    private UseColour() {}

    /// The colour's number: 16 to 231 is a cube of six levels of red, green and blue, 232 to 255 are greys.
    public static int number(Category category) {
        return switch (category) {
            case PROGRAM_TEXT, PROGRAM_DATA -> 208;
            case LIBRARY_TEXT, LIBRARY_DATA, FILE_TEXT -> 39;
            case FILE_DATA -> 74;
            case HEAP, JAVA_HEAP -> 220;
            case STACK, THREAD_STACK -> 213;
            case ANONYMOUS, NAMED_ANONYMOUS -> 252;
            case SHARED_ANONYMOUS -> 43;
            case JAVA_CODE, JAVA_CLASSES, JAVA_TABLES -> 184;
            case DEVICE -> 172;
            case GUARD, RESERVED -> 242;
            case SYSTEM_CALLS, KERNEL_VARIABLES, SPECIAL -> 141;
        };
    }
}
