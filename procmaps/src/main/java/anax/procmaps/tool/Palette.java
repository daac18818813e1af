package anax.procmaps.tool;

import anax.procmaps.classify.Category;

/// One colour for each use, of the 256 that terminals have; told apart also by those who confuse red and green.
///
/// Owner: nobody; immutable.
///
/// @param colour whether to colour at all
record Palette(boolean colour) {
    private static final String RESET = "\033[0m";

    String of(Category category, String text) {
        int number = switch (category) {
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
        return paint("\033[38;5;" + number + "m", text);
    }

    /// Nothing is there.
    String faint(String text) {
        return paint("\033[2m", text);
    }

    /// Wants attention.
    String warning(String text) {
        return paint("\033[1;31m", text);
    }

    String bold(String text) {
        return paint("\033[1m", text);
    }

    private String paint(String code, String text) {
        return colour ? code + text + RESET : text;
    }
}
