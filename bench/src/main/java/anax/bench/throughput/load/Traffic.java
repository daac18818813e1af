package anax.bench.throughput.load;

import java.util.Locale;

/// What clients send and what the service does with it: the same for every design and every number of CPUs.
///
/// Owner: nobody; immutable.
///
/// @param affinity share of flows whose requests come in on the queue of the CPU that owns them, in percent
/// @param flows    how many clients there are, 1 to [#MOST_FLOWS]
/// @param zipf     how unevenly they send: flow number r has the weight 1 / r^zipf; 0 is evenly
/// @param payload  octets in a datagram, [#LEAST_PAYLOAD] to [#MOST_PAYLOAD]
/// @param workNs   how long the service works for an operation
public record Traffic(int affinity, int flows, double zipf, int payload, int workNs) {
    /// The most flows.
    public static final int MOST_FLOWS = 100_000;

    /// A request holds when it was due, which flow it is of, and a mark.
    public static final int LEAST_PAYLOAD = 16;

    /// What fits into an Ethernet frame.
    public static final int MOST_PAYLOAD = 1_472;

    private static final double STEEPEST = 4;
    private static final int MOST_WORK_NS = 1_000_000;

    /// Checks the bounds.
    ///
    /// @throws IllegalArgumentException if a number is out of its bounds
    public Traffic {
        check("--affinity", affinity, 0, 100, "percent");
        check("--flows", flows, 1, MOST_FLOWS, "flows");
        check("--payload", payload, LEAST_PAYLOAD, MOST_PAYLOAD, "octets");
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

    /// The same with another affinity.
    public Traffic withAffinity(int percent) {
        return new Traffic(percent, flows, zipf, payload, workNs);
    }

    /// In a few words, for people.
    public String inWords() {
        return affinity + " % of flows on their owner's queue, " + payload + " octets, "
                + (workNs == 0 ? "no work" : workNs + " ns of work")
                + (zipf == 0 ? "" : String.format(Locale.ROOT, ", skew %.2f", zipf));
    }

    /// For the name of a group.
    public String key() {
        return String.format(
                Locale.ROOT,
                "affinity-%d.payload-%d.work-%d.flows-%d.zipf-%.2f",
                affinity,
                payload,
                workNs,
                flows,
                zipf);
    }
}
