package anax.procmaps.classify;

/// What a region is for.
///
/// Owner: none, constants.
public enum Category {
    /// Code of the program.
    PROGRAM_TEXT,
    /// Data of the program's file.
    PROGRAM_DATA,
    /// Code of a library.
    LIBRARY_TEXT,
    /// Data of a library's file.
    LIBRARY_DATA,
    /// Code out of a file that is neither.
    FILE_TEXT,
    /// Any other file: fonts, locales, caches, data.
    FILE_DATA,
    /// The heap that grows at the program's break.
    HEAP,
    /// The first thread's stack.
    STACK,
    /// Another thread's stack.
    THREAD_STACK,
    /// Private memory without a name.
    ANONYMOUS,
    /// Private memory that the program gave a name.
    NAMED_ANONYMOUS,
    /// Memory without a file that several processes can share.
    SHARED_ANONYMOUS,
    /// Addresses without rights that catch who runs over an edge.
    GUARD,
    /// Addresses without rights that are set aside.
    RESERVED,
    /// A device.
    DEVICE,
    /// The kernel's code for fast system calls.
    SYSTEM_CALLS,
    /// The kernel's data for fast system calls.
    KERNEL_VARIABLES,
    /// Objects of Java.
    JAVA_HEAP,
    /// Compiled code of Java.
    JAVA_CODE,
    /// Classes of Java.
    JAVA_CLASSES,
    /// Tables of a JVM.
    JAVA_TABLES,
    /// All else: names that the kernel gives and no rule knows.
    SPECIAL
}
