package anax.bench.paths;

import anax.netstack.tap.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel of a namespace has counted, as `nstat` shows it.
///
/// Owner: nobody; immutable.
///
/// @param sentAgain  TCP segments that were sent again
/// @param cameTwice  TCP segments that came though they were there already, of connections with D-SACK (RFC 2883)
record KernelCounters(long sentAgain, long cameTwice) {
    private static final Path PLACE = Path.of("/proc/thread-self/net");

    static KernelCounters of(NetworkNamespace namespace) throws Exception {
        return namespace.call(KernelCounters::read);
    }

    /// How much was counted since.
    KernelCounters since(KernelCounters before) {
        return new KernelCounters(sentAgain - before.sentAgain, cameTwice - before.cameTwice);
    }

    private static KernelCounters read() throws IOException {
        final List<String> extended = Files.readAllLines(PLACE.resolve("netstat"));
        return new KernelCounters(
                value(Files.readAllLines(PLACE.resolve("snmp")), "Tcp:", "RetransSegs"),
                value(extended, "TcpExt:", "TCPDSACKOldSent") + value(extended, "TcpExt:", "TCPDSACKOfoSent"));
    }

    /// Names stand on one line and values below them.
    static long value(List<String> lines, String group, String name) throws IOException {
        for (int i = 0; i + 1 < lines.size(); i++) {
            final List<String> names = List.of(lines.get(i).split(" "));
            final int place = names.indexOf(name);
            if (names.getFirst().equals(group) && place > 0) {
                return Long.parseLong(lines.get(i + 1).split(" ")[place]);
            }
        }
        throw new IOException("this kernel does not count " + group + name + "; use one of Linux 4.6 or later");
    }
}
