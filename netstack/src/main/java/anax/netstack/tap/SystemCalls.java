package anax.netstack.tap;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The calls of the kernel that devices need, each as the C library has it: what it answers, and -errno if it fails.
///
/// Owner: one thread at a time; each user has one of its own, for the place where errors are told. Allocates when
/// made. Only [#poll] blocks. Addresses are numbers, so that a call makes no object.
final class SystemCalls {
    /// Operation not permitted.
    static final int EPERM = 1;

    /// No such file or directory.
    static final int ENOENT = 2;

    /// Interrupted.
    static final int EINTR = 4;

    /// There is nothing now, or no room.
    static final int EAGAIN = 11;

    /// Permission denied.
    static final int EACCES = 13;

    /// It is somebody else's.
    static final int EBUSY = 16;

    /// Not as it is wanted.
    static final int EINVAL = 22;

    /// What the descriptor led to is gone.
    static final int EBADFD = 77;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = variadic("open", 2, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle IOCTL = variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITEV = call("writev", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle WRITE_UNHEARD =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle DUP3 = call("dup3", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD = call("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETNS = call("setns", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle PPOLL = call("ppoll", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle SYSCALL =
            variadic("syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private final MemorySegment state = Arena.ofAuto().allocate(STATE);

    /// Opens a file.
    ///
    /// @param path  the address of its name, which ends with a zero
    /// @param flags as of open(2)
    int open(long path, int flags) {
        try {
            return answer((int) OPEN.invokeExact(state, path, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Asks a device for something, with the address of what goes in and comes out.
    int ioctl(int descriptor, long request, long argument) {
        try {
            return answer((int) IOCTL.invokeExact(state, descriptor, request, argument));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Reads octets to an address.
    int read(int descriptor, long address, long length) {
        try {
            return answer((int) (long) READ.invokeExact(state, descriptor, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Writes octets from an address.
    int write(int descriptor, long address, long length) {
        try {
            return answer((int) (long) WRITE.invokeExact(state, descriptor, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Writes octets that lie in several places.
    ///
    /// @param vector the address of an array of `struct iovec`
    /// @param count  how many entries it has
    int writeVector(int descriptor, long vector, int count) {
        try {
            return answer((int) (long) WRITEV.invokeExact(state, descriptor, vector, count));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Writes octets from an address, and does not ask what came of it. Any thread may call.
    static void writeUnheard(int descriptor, long address, long length) {
        try {
            final long ignored = (long) WRITE_UNHEARD.invokeExact(descriptor, address, length);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Closes a descriptor.
    int close(int descriptor) {
        try {
            return answer((int) CLOSE.invokeExact(state, descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Has one descriptor lead to where another one leads, at once.
    int duplicate(int from, int to, int flags) {
        try {
            return answer((int) DUP3.invokeExact(state, from, to, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Makes a socket, by which interfaces are changed.
    int socket(int family, int type, int protocol) {
        try {
            return answer((int) SOCKET.invokeExact(state, family, type, protocol));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Makes a counter that can be waited for.
    int eventfd(int count, int flags) {
        try {
            return answer((int) EVENTFD.invokeExact(state, count, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Has the calling thread go on in another namespace.
    ///
    /// @param descriptor of the file that stands for it
    /// @param kind       of namespace; refused if the file stands for one of another kind
    int setns(int descriptor, int kind) {
        try {
            return answer((int) SETNS.invokeExact(state, descriptor, kind));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Waits for one of several descriptors.
    ///
    /// @param descriptors the address of an array of `struct pollfd`
    /// @param count       how many
    /// @param timeout     the address of a `struct timespec`; 0 to wait without end
    int poll(long descriptors, long count, long timeout) {
        try {
            return answer((int) PPOLL.invokeExact(state, descriptors, count, timeout, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Calls what the C library has no function for.
    int syscall(long number, long first, long second, long third) {
        try {
            return answer((int) (long) SYSCALL.invokeExact(state, number, first, second, third));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private int answer(int answer) {
        return answer >= 0 ? answer : -(int) ERRNO.get(state, 0L);
    }

    private static MethodHandle call(String name, ValueLayout answer, ValueLayout... arguments) {
        return link(name, FunctionDescriptor.of(answer, arguments), Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle variadic(String name, int first, ValueLayout answer, ValueLayout... arguments) {
        return link(
                name,
                FunctionDescriptor.of(answer, arguments),
                Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(first));
    }

    @SuppressWarnings("restricted") // native access is in the flags of every JVM that runs a stack
    private static MethodHandle link(String name, FunctionDescriptor type, Linker.Option... options) {
        final SymbolLookup library = Linker.nativeLinker().defaultLookup();
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type, options);
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library failed in the JVM itself", e);
    }
}
