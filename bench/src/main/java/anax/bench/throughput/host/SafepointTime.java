package anax.bench.throughput.host;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// For how long the JVM has held all threads, since it started.
///
/// Owner: one thread at a time. Allocates at each reading, which takes about a millisecond: the JVM tells this with
/// all of its other counters, as text.
final class SafepointTime {
    private static final Pattern TICKS = Pattern.compile("sun\\.rt\\.safepointTime=(\\d+)");
    private static final Pattern FREQUENCY = Pattern.compile("sun\\.os\\.hrt\\.frequency=(\\d+)");
    private static final double NS_PER_SECOND = 1e9;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    SafepointTime() {}

    /// Nanoseconds; 0 if this JVM does not tell.
    long ns() {
        final String counters;
        try {
            counters = String.valueOf(server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "perfCounterPrint",
                    new Object[0],
                    new String[0]));
        } catch (JMException another) {
            return 0; // a JVM without performance counters
        }
        final Matcher ticks = TICKS.matcher(counters);
        final Matcher frequency = FREQUENCY.matcher(counters);
        return ticks.find() && frequency.find()
                ? Math.round(Long.parseLong(ticks.group(1)) * NS_PER_SECOND / Long.parseLong(frequency.group(1)))
                : 0;
    }
}
