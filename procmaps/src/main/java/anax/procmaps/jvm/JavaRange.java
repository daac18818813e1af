package anax.procmaps.jvm;

/// Addresses that a Java virtual machine says it uses for something.
///
/// Owner: nobody; a value.
///
/// @param kind for what
/// @param start the first address, unsigned
/// @param end the address behind the last, unsigned
/// @param label what the machine calls it
public record JavaRange(Kind kind, long start, long end, String label) {
    /// What a JVM uses memory for.
    public enum Kind {
        /// The objects.
        HEAP,
        /// Compiled code.
        CODE,
        /// The classes, as far as they have a place of their own.
        CLASSES,
        /// Classes out of an archive, mapped.
        ARCHIVE,
        /// Tables of the garbage collector.
        COLLECTOR,
        /// The page that stops threads.
        POLLING_PAGE
    }

    /// Whether an address range shares an address with this one.
    public boolean meets(long otherStart, long otherEnd) {
        return Long.compareUnsigned(otherStart, end) < 0 && Long.compareUnsigned(start, otherEnd) < 0;
    }
}
