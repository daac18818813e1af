package anax.procmaps.filter;

import anax.procmaps.ProcessMemory;
import anax.procmaps.maps.MapsSnapshot;
import anax.procmaps.maps.Permissions;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One condition on regions.
///
/// Owner: nobody; values.
public sealed interface Filter {
    /// Whether the region is wanted.
    boolean takes(ProcessMemory memory, int region);

    /// A condition on nothing but the name, which many regions share.
    sealed interface OfName extends Filter {
        /// Whether a region of this name is wanted.
        boolean takesName(String name);

        @Override
        default boolean takes(ProcessMemory memory, int region) {
            return takesName(memory.map().name(region));
        }
    }

    /// The name holds a text.
    ///
    /// @param text the text, in lower case
    record Name(String text) implements OfName {
        @Override
        public boolean takesName(String name) {
            return name.toLowerCase(Locale.ROOT).contains(text);
        }
    }

    /// A part of the name fits a pattern.
    ///
    /// @param pattern the pattern
    record Expression(Pattern pattern) implements OfName {
        @Override
        public boolean takesName(String name) {
            return pattern.matcher(name).find();
        }
    }

    /// It has all of these rights.
    ///
    /// @param bits of [Permissions]
    /// @param isPrivate whether it must not be shared
    record Rights(int bits, boolean isPrivate) implements Filter {
        @Override
        public boolean takes(ProcessMemory memory, int region) {
            int permissions = memory.map().permissions(region);
            return (permissions & bits) == bits && !(isPrivate && (permissions & Permissions.SHARED) != 0);
        }
    }

    /// It is larger, or smaller, than so many bytes.
    ///
    /// @param bytes the bound
    /// @param larger which side of it
    record Size(long bytes, boolean larger) implements Filter {
        @Override
        public boolean takes(ProcessMemory memory, int region) {
            int compared = Long.compareUnsigned(memory.map().size(region), bytes);
            return larger ? compared > 0 : compared < 0;
        }
    }

    /// It shares an address with a range.
    ///
    /// @param first the first address, unsigned
    /// @param last the last address, unsigned
    record Range(long first, long last) implements Filter {
        @Override
        public boolean takes(ProcessMemory memory, int region) {
            MapsSnapshot map = memory.map();
            return Long.compareUnsigned(map.start(region), last) <= 0
                    && Long.compareUnsigned(map.end(region) - 1, first) >= 0;
        }

        /// Whether a range of other addresses meets this one.
        public boolean meets(long start, long end) {
            return Long.compareUnsigned(start, last) <= 0 && Long.compareUnsigned(end - 1, first) >= 0;
        }
    }

    /// The file behind it is unlinked.
    record Deleted() implements Filter {
        @Override
        public boolean takes(ProcessMemory memory, int region) {
            return memory.map().region(region).isDeleted();
        }
    }

    /// It is for something.
    ///
    /// @param text a part of a category's name, in upper case
    record Use(String text) implements Filter {
        @Override
        public boolean takes(ProcessMemory memory, int region) {
            return memory.classes().category(region).name().contains(text);
        }
    }

    /// Reads one condition.
    ///
    /// @throws BadCondition if it is none
    static Filter parse(String word) {
        if (word.startsWith("perm:")) {
            return rights(word.substring(5));
        }
        if (word.startsWith("size>") || word.startsWith("size<")) {
            return new Size(bytes(word.substring(5)), word.charAt(4) == '>');
        }
        if (word.startsWith("addr:")) {
            return range(word.substring(5));
        }
        if (word.startsWith("use:")) {
            return new Use(word.substring(4).toUpperCase(Locale.ROOT).replace(' ', '_'));
        }
        if (word.equals("deleted")) {
            return new Deleted();
        }
        if (word.length() > 1 && word.startsWith("~")) {
            try {
                return new Expression(Pattern.compile(word.substring(1)));
            } catch (PatternSyntaxException e) {
                throw new BadCondition("wrong.expression", word.substring(1), e.getDescription());
            }
        }
        return new Name(word.toLowerCase(Locale.ROOT));
    }

    /// Reads `A-B`, `A` or `A+LENGTH`, hexadecimal with or without `0x`.
    ///
    /// @throws BadCondition if it is none
    static Range range(String words) {
        int plus = words.indexOf('+');
        int hyphen = words.indexOf('-');
        try {
            if (plus > 0) {
                long first = address(words.substring(0, plus));
                return new Range(first, first + bytes(words.substring(plus + 1)) - 1);
            }
            if (hyphen > 0) {
                return ordered(address(words.substring(0, hyphen)), address(words.substring(hyphen + 1)), words);
            }
            return new Range(address(words), address(words));
        } catch (NumberFormatException _) {
            throw new BadCondition("wrong.range", words);
        }
    }

    private static Range ordered(long first, long last, String words) {
        if (Long.compareUnsigned(first, last) > 0) {
            throw new BadCondition("wrong.order", words);
        }
        return new Range(first, last);
    }

    /// Reads one address.
    ///
    /// @throws BadCondition if it is none
    static long point(String words) {
        try {
            return address(words);
        } catch (NumberFormatException _) {
            throw new BadCondition("wrong.address", words);
        }
    }

    private static long address(String digits) {
        return Long.parseUnsignedLong(digits.startsWith("0x") ? digits.substring(2) : digits, 16);
    }

    private static long bytes(String words) {
        int digits = 0;
        while (digits < words.length() && Character.isDigit(words.charAt(digits))) {
            digits++;
        }
        int power = words.length() == digits ? 0 : "BKMGT".indexOf(Character.toUpperCase(words.charAt(digits)));
        if (digits == 0 || digits > 9 || words.length() - digits > 1 || power < 0) {
            throw new BadCondition("wrong.size", words);
        }
        return Long.parseLong(words.substring(0, digits)) << (10 * power);
    }

    private static Filter rights(String letters) {
        int bits = 0;
        boolean isPrivate = false;
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 'r' -> bits |= Permissions.READ;
                case 'w' -> bits |= Permissions.WRITE;
                case 'x' -> bits |= Permissions.EXECUTE;
                case 's' -> bits |= Permissions.SHARED;
                case 'p' -> isPrivate = true;
                default -> throw new BadCondition("wrong.rights", letters);
            }
        }
        return new Rights(bits, isPrivate);
    }
}
