package anax.netstack.tap;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A network namespace of this machine's kernel, that `ip netns` made: another host, as far as the network goes.
///
/// Owner: nobody; immutable. Each call starts a thread and waits for it. It takes the capability CAP_SYS_ADMIN.
///
/// What is opened in a namespace stays there: a kernel's socket or a [TapLink] that a call returns can be used by any
/// thread, wherever that is.
///
/// ```java
/// var link = new NetworkNamespace("blue").call(() -> TapLink.open(TapConfig.tap("anax0", 1, station)));
/// ```
///
/// @param name as `ip netns` knows it
public record NetworkNamespace(String name) {
    private static final Path PLACE = Path.of("/run/netns");
    private static final int NETWORK = 0x4000_0000; // CLONE_NEWNET
    private static final int CLOSE_ON_EXEC = 0x80000;

    /// Checks what was given.
    ///
    /// @throws IllegalArgumentException if it is no name of a file
    public NetworkNamespace {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/")) {
            throw new IllegalArgumentException(
                    "the namespace '" + name + "' was given; use a name that ip netns list shows");
        }
    }

    /// Does something in the namespace, in a thread of its own, and waits for it.
    ///
    /// @param <T> what it answers
    /// @throws TapException         if the namespace is not there, or may not be entered
    /// @throws Exception            what the body threw
    /// @throws InterruptedException if the caller was interrupted; the body goes on
    public <T> T call(Callable<T> body) throws Exception {
        final FutureTask<T> inside = new FutureTask<>(() -> {
            enter();
            return body.call();
        });
        Thread.ofPlatform().name("in " + name).daemon().start(inside);
        try {
            return inside.get();
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw thrown;
        }
    }

    /// Threads of the JVM are threads of the kernel, and each is in a namespace of its own choice.
    private void enter() throws TapException {
        final SystemCalls calls = new SystemCalls();
        try (Arena arena = Arena.ofConfined()) {
            final String path = PLACE.resolve(name).toString();
            final int descriptor = calls.open(arena.allocateFrom(path).address(), CLOSE_ON_EXEC);
            if (descriptor < 0) {
                throw new TapException("the namespace " + name + " is not there (error " + -descriptor
                        + "); make it: ip netns add " + name);
            }
            final int answer = calls.setns(descriptor, NETWORK);
            calls.close(descriptor);
            if (answer < 0) {
                throw new TapException("the namespace " + name + " may not be entered (error " + -answer
                        + "); that takes the capability CAP_SYS_ADMIN, run as root");
            }
        }
    }
}
