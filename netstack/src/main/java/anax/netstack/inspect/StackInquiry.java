package anax.netstack.inspect;

import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.Partition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Asks a stack from an ordinary thread that will not wait for ever: a CPU may be held by one of its threads.
///
/// Owner: one ordinary thread at a time. Allocates for each question. Blocks up to its patience. One question is
/// under way at most: while one was not answered, the next is not asked.
public final class StackInquiry {
    private static final long NS_PER_MS = 1_000_000;

    private final NetworkStack stack;
    private final Duration patience;
    private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

    /// Makes one.
    ///
    /// @param patience how long to wait for an answer
    public StackInquiry(NetworkStack stack, Duration patience) {
        this.stack = stack;
        this.patience = patience;
    }

    /// Looks at every partition.
    ///
    /// @param look is called once in each partition, between two packets
    /// @return what was seen, by partition
    /// @throws IOException if there is no answer; the message says why
    public <T> List<T> ask(Function<? super Partition, ? extends T> look) throws IOException, InterruptedException {
        await(underWay);
        final CompletableFuture<List<T>> answer = new CompletableFuture<>();
        try {
            stack.machine().spawn(0, "inquiry", () -> {
                final PartitionLook<T> request = new PartitionLook<>(stack, look);
                stack.port(0).doMessage(request);
                answer.complete(request.answers());
            });
        } catch (IllegalStateException refused) {
            throw new IOException("the stack cannot be asked: " + refused.getMessage(), refused);
        }
        underWay = answer;
        return await(answer);
    }

    private <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException held) {
            throw new IOException(
                    "the stack did not answer within " + patience.toNanos() / NS_PER_MS
                            + " ms; ./anax lwkt ps shows which thread holds its CPU",
                    held);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a question to the stack failed", impossible);
        }
    }
}
