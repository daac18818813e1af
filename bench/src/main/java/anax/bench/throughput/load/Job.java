package anax.bench.throughput.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What clients do all the time: an operation, again and again.
///
/// Owner: nobody; constants.
public enum Job {
    /// A datagram, and the same one back.
    UDP_ECHO("udp-echo", "UDP echo", "a datagram in, through the stack to a service that answers it, and out again"),
    /// A request on a connection that stands, and an answer of the same length.
    TCP_RR(
            "tcp-rr",
            "TCP request and answer",
            "a request on a connection that stands, through the stack to a service, and its answer out again"),
    /// A connection that is opened for one request, and closed when that is answered.
    TCP_CRR(
            "tcp-crr",
            "TCP connect, request, close",
            "a connection is opened, a request on it answered, and the connection closed, by the client first"),
    /// Long requests, short answers.
    TCP_STREAM_IN(
            "tcp-stream-in",
            "TCP stream, in",
            "a long message in on a connection that stands, read to its end by a service whose answer is short"),
    /// Short requests, long answers.
    TCP_STREAM_OUT(
            "tcp-stream-out",
            "TCP stream, out",
            "a long message out on a connection that stands, for which a short request has asked"),
    /// Long requests and answers.
    TCP_STREAM_BOTH(
            "tcp-stream-both",
            "TCP stream, both ways",
            "a long message in on a connection that stands, and one as long out again"),
    /// Of each 16 operations 12 as [#TCP_RR], two as [#TCP_CRR], one [#TCP_STREAM_IN], one [#TCP_STREAM_OUT].
    MIXED(
            "mixed",
            "TCP, mixed",
            "of 16 operations 12 are a request and its answer, two have a connection of their own that is opened and"
                    + " closed for them, one brings a long message and one takes one");

    /// Octets of what is short in a stream.
    static final int SHORT = 64;

    private static final int CYCLE = 16;

    private final String symbol;
    private final String title;
    private final String inWords;

    Job(String symbol, String title, String inWords) {
        this.symbol = symbol;
        this.title = title;
        this.inWords = inWords;
    }

    /// The job of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static Job of(String name) {
        return Arrays.stream(values())
                .filter(job -> job.symbol.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("workload " + name + " was asked for; there are "
                        + Arrays.stream(values()).map(Job::symbol).collect(Collectors.joining(", "))));
    }

    /// Its name on the command line.
    public String symbol() {
        return symbol;
    }

    /// For people.
    public String title() {
        return title;
    }

    /// What an operation is.
    public String inWords() {
        return inWords;
    }

    /// Whether it takes connections.
    public boolean isTcp() {
        return this != UDP_ECHO;
    }

    /// Whether octets are what it is about: its messages are long.
    public boolean isStream() {
        return this == TCP_STREAM_IN || this == TCP_STREAM_OUT || this == TCP_STREAM_BOTH;
    }

    /// Whether connections stand before the first operation.
    boolean opensBefore() {
        return isTcp() && this != TCP_CRR;
    }

    /// What the nth operation of a queue is; nothing but a [#MIXED] one changes.
    Job nth(int operation) {
        if (this != MIXED) {
            return this;
        }
        return switch (operation % CYCLE) {
            case 3 -> TCP_STREAM_IN;
            case 7, 15 -> TCP_CRR;
            case 11 -> TCP_STREAM_OUT;
            default -> TCP_RR;
        };
    }

    /// Octets of a request.
    int request(Traffic traffic) {
        return switch (this) {
            case TCP_STREAM_IN, TCP_STREAM_BOTH -> traffic.message();
            case TCP_STREAM_OUT -> SHORT;
            default -> traffic.payload();
        };
    }

    /// Octets of an answer.
    int answer(Traffic traffic) {
        return switch (this) {
            case TCP_STREAM_OUT, TCP_STREAM_BOTH -> traffic.message();
            case TCP_STREAM_IN -> SHORT;
            default -> traffic.payload();
        };
    }
}
