package anax.procmaps.classify;

/// Why a region is what it is. The first rule that fits decides, in the order of [Classifier].
///
/// Owner: none, constants.
public enum Rule {
    /// The JVM told the range.
    JAVA_HEAP_RANGE(Category.JAVA_HEAP, "the JVM says that its heap is there"),
    /// The JVM told the range.
    JAVA_CODE_RANGE(Category.JAVA_CODE, "the JVM says that its compiled code is there"),
    /// The JVM told the range.
    JAVA_CLASSES_RANGE(Category.JAVA_CLASSES, "the JVM says that its classes are there"),
    /// The JVM told the range.
    JAVA_TABLES_RANGE(Category.JAVA_TABLES, "the JVM says that one of its tables is there"),
    /// A thread's stack pointer lies in it.
    STACK_POINTER(Category.THREAD_STACK, "a thread's stack pointer lies in it"),
    /// `[heap]`
    HEAP_LABEL(Category.HEAP, "the kernel calls it the heap"),
    /// `[stack]`
    STACK_LABEL(Category.STACK, "the kernel calls it the stack"),
    /// `[stack:4242]`
    THREAD_STACK_LABEL(Category.THREAD_STACK, "the kernel names the thread whose stack it is"),
    /// `[vdso]`, `[vsyscall]`
    SYSTEM_CALL_LABEL(Category.SYSTEM_CALLS, "the kernel puts its code for fast system calls there"),
    /// `[vvar]` and its kin.
    KERNEL_VARIABLE_LABEL(Category.KERNEL_VARIABLES, "the kernel puts its data for fast system calls there"),
    /// `[anon:name]`
    ANONYMOUS_NAME(Category.NAMED_ANONYMOUS, "the program gave this private memory a name"),
    /// `[anon_shmem:name]`
    SHARED_NAME(Category.SHARED_ANONYMOUS, "the program gave this shared memory a name"),
    /// Another name in brackets.
    UNKNOWN_LABEL(Category.SPECIAL, "the kernel gives it a name that no rule knows"),
    /// No name, no rights, beside memory that has some.
    GUARD_BESIDE(Category.GUARD, "small, without rights, and beside memory that has some"),
    /// No name and no rights.
    NO_RIGHTS(Category.RESERVED, "no rights and no file: addresses set aside"),
    /// No name.
    NO_NAME(Category.ANONYMOUS, "private memory without a file"),
    /// No name, but shared.
    NO_NAME_SHARED(Category.SHARED_ANONYMOUS, "shared memory without a file"),
    /// `/dev/zero (deleted)`
    SHARED_ZERO(Category.SHARED_ANONYMOUS, "shared memory without a file, which the kernel calls so"),
    /// `/SYSV0000002a (deleted)`
    SYSTEM_V(Category.SHARED_ANONYMOUS, "a System V segment: its key is in the name, its number is the inode"),
    /// `/memfd:name (deleted)`
    MEMFD(Category.SHARED_ANONYMOUS, "memory with a descriptor; it never had a file to delete"),
    /// `/anon_hugepage (deleted)`
    ANONYMOUS_HUGE(Category.ANONYMOUS, "memory in huge pages without a file"),
    /// `/[aio] (deleted)`
    ASYNCHRONOUS_IO(Category.SPECIAL, "the ring of asynchronous input and output"),
    /// Below `/dev`, or graphics memory.
    DEVICE_PATH(Category.DEVICE, "a device, or memory that a driver gave out"),
    /// `anon_inode:[perf_event]`, `socket:[90]`
    PSEUDO_FILE(Category.SPECIAL, "an object of the kernel without a path"),
    /// A file's pages without rights.
    FILE_WITHOUT_RIGHTS(Category.RESERVED, "a file's pages without rights, as between the parts of a library"),
    /// Executable, of the program's file.
    PROGRAM_CODE(Category.PROGRAM_TEXT, "executable, and the program's own file"),
    /// Of the program's file.
    PROGRAM_FILE(Category.PROGRAM_DATA, "the program's own file"),
    /// Executable, of a file whose head is mapped.
    LIBRARY_CODE(Category.LIBRARY_TEXT, "executable, of a file that is mapped from its head on"),
    /// Of a file that is somewhere executable.
    LIBRARY_FILE(Category.LIBRARY_DATA, "the same file is executable elsewhere and mapped from its head on"),
    /// Executable, of a file whose head is not mapped.
    OTHER_CODE(Category.FILE_TEXT, "executable, of a file whose head is not mapped, so no library"),
    /// No part of the file is executable.
    OTHER_FILE(Category.FILE_DATA, "no part of this file is executable");

    private final Category category;
    private final String why;

    Rule(Category category, String why) {
        this.category = category;
        this.why = why;
    }

    /// What it says that a region is.
    public Category category() {
        return category;
    }

    /// The reason, as half a sentence for a person.
    public String why() {
        return why;
    }
}
