package anax.procmaps.show;

import anax.procmaps.classify.Category;

/// One colour for each use, of the 256 that terminals have; told apart also by those who confuse red and green.
///
/// Owner: nobody; stateless. Allocates nothing.
public final class UseColour {
    private static final int FIRST_OF_CUBE = 16;
    private static final int FIRST_GREY = 232;

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

    /// The same colour as red, green and blue, eight bits each, red highest.
    public static int rgb(Category category) {
        int number = number(category);
        if (number >= FIRST_GREY) {
            int grey = 8 + 10 * (number - FIRST_GREY);
            return grey << 16 | grey << 8 | grey;
        }
        int place = number - FIRST_OF_CUBE;
        return level(place / 36) << 16 | level(place / 6 % 6) << 8 | level(place % 6);
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }
}
