package anax.bench.throughput.load;

import java.util.Locale;

/// What clients send and what the service does with it: the same for every design and every number of CPUs.
///
/// Owner: nobody; immutable.
///
/// @param job      what an operation is
/// @param affinity share of flows whose requests come in on the queue of the CPU that owns them, in percent
/// @param flows    how many clients there are, 1 to [#MOST_FLOWS]; with TCP each has a connection
/// @param zipf     how unevenly they send: flow number r has the weight 1 / r^zipf; 0 is evenly
/// @param payload  octets in a datagram, or in a request and its answer; [#LEAST_PAYLOAD] to [#MOST_PAYLOAD]
/// @param message  octets of a message that is streamed, up to [#MOST_MESSAGE]
/// @param workNs   how long the service works for an operation
public record Traffic(Job job, int affinity, int flows, double zipf, int payload, int message, int workNs) {
    /// Clients, if nobody says how many.
    public static final int USUAL_FLOWS = 1_024;

    /// The most flows.
    public static final int MOST_FLOWS = 1_000_000;

    /// A datagram holds when it was due, which flow it is of, and a mark; with TCP the first octets of a request
    /// hold its flow, a mark, how long it is, and how long its answer.
    public static final int LEAST_PAYLOAD = 16;

    /// What fits into an Ethernet frame.
    public static final int MOST_PAYLOAD = 1_472;

    /// The longest message: 44 segments of an Ethernet frame each, which fit into the window that a SYN can say.
    public static final int MOST_MESSAGE = 44 * SegmentFrame.MSS;

    private static final double STEEPEST = 4;
    private static final int MOST_WORK_NS = 1_000_000;

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if a number is out of its bounds
    public Traffic {
        check("--affinity", affinity, 0, 100, "percent");
        check("--flows", flows, 1, MOST_FLOWS, "flows");
        check("--payload", payload, LEAST_PAYLOAD, MOST_PAYLOAD, "octets");
        check("--message", message, LEAST_PAYLOAD, MOST_MESSAGE, "octets");
        check("--work", workNs, 0, MOST_WORK_NS, "nanoseconds");
        if (!(zipf >= 0 && zipf <= STEEPEST)) {
            throw new IllegalArgumentException("--zipf " + zipf + " was given; use 0 (evenly) to " + STEEPEST);
        }
    }

    private static void check(String option, int given, int least, int most, String of) {
        if (given < least || given > most) {
            throw new IllegalArgumentException(
                    option + " " + given + " was given; use " + least + " to " + most + " " + of);
        }
    }

    /// Requests without a streamed message among them.
    public static Traffic of(Job job, int affinity, int flows, double zipf, int payload, int workNs) {
        return new Traffic(job, affinity, flows, zipf, payload, MOST_MESSAGE, workNs);
    }

    /// The same with another affinity.
    public Traffic withAffinity(int percent) {
        return new Traffic(job, percent, flows, zipf, payload, message, workNs);
    }

    /// Octets of the longer of a request and its answer.
    public int octets() {
        return job.isStream() ? message : payload;
    }

    /// Octets of a request and its answer together; of [Job#MIXED] those of most of them.
    public int octetsOfOperation() {
        return job.request(this) + job.answer(this);
    }

    /// In a few words, for people.
    public String inWords() {
        return affinity + " % of flows on their owner's queue, " + octets() + " octets, "
                + (workNs == 0 ? "no work" : workNs + " ns of work")
                + clients()
                + (zipf == 0 ? "" : String.format(Locale.ROOT, ", skew %.2f", zipf));
    }

    private String clients() {
        return switch (flows) {
            case USUAL_FLOWS -> "";
            case 1 -> ", one client";
            default -> String.format(Locale.ROOT, ", %,d clients", flows);
        };
    }

    /// For the name of a group.
    public String key() {
        return String.format(
                Locale.ROOT,
                "affinity-%d.payload-%d.work-%d.flows-%d.zipf-%.2f",
                affinity,
                octets(),
                workNs,
                flows,
                zipf);
    }
}
