package anax.bench.paths;

import anax.netstack.link.LinkType;
import anax.netstack.tap.NetworkNamespace;
import anax.netstack.tap.TapConfig;
import anax.netstack.tap.TapLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Two kernels, one that sends and one that receives: namespaces of the run's own, which have nothing but the devices
/// that turns give them.
///
/// Owner: the run; [#close] may be called by any thread. Making it and closing it run `ip` of iproute2.
final class Hosts implements AutoCloseable {
    /// The sending kernel, as the receiver sees it.
    static final String SENDER = "10.66.0.1";

    /// Our stack where it sends instead of a kernel.
    static final String OURS = "10.66.0.2";

    /// The receiving kernel.
    static final String RECEIVER = "10.66.0.3";

    /// Our stack where the sending kernel passes on what it sends.
    static final String OURS_BEHIND = "10.68.0.2";

    /// The network of that.
    static final String BEHIND = "10.68.0.0/24";

    /// The network of all others.
    static final String NEAR = "10.66.0.0/24";

    private static final String GATEWAY = "10.68.0.1";
    private static final String MASK = "/24";

    private final String sending = "anax-send-" + ProcessHandle.current().pid();
    private final String receiving = "anax-recv-" + ProcessHandle.current().pid();

    private Hosts() {}

    /// Makes both.
    ///
    /// @throws IOException if that may not be done, with what to do
    static Hosts make() throws Exception {
        final Hosts hosts = new Hosts();
        try {
            for (final String each : new String[] {hosts.sending, hosts.receiving}) {
                run("ip", "netns", "add", each);
                run("ip", "-n", each, "link", "set", "lo", "up");
                set(each, "net.ipv6.conf.default.disable_ipv6", "1"); // or it would send on its own
            }
            // What a kernel remembers of one connection would change how the next one begins.
            set(hosts.sending, "net.ipv4.tcp_no_metrics_save", "1");
            set(hosts.sending, "net.ipv4.ip_forward", "1");
            return hosts;
        } catch (Exception failure) {
            hosts.close();
            throw failure;
        }
    }

    NetworkNamespace sender() {
        return new NetworkNamespace(sending);
    }

    NetworkNamespace receiver() {
        return new NetworkNamespace(receiving);
    }

    /// A device whose other end is the sending kernel's, which controls congestion so on the way to the receiver.
    /// As a property of the route that is the namespace's own, and any algorithm that the kernel has can be
    /// chosen.
    TapLink openSender(String algorithm) throws Exception {
        final TapLink link = open(sending, SENDER);
        run("ip", "-n", sending, "route", "replace", NEAR, "dev", link.name(), "src", SENDER, "congctl", algorithm);
        return link;
    }

    /// A device whose other end is the sending kernel's, for a stack of ours whose packets it passes on.
    TapLink openBehindSender() throws Exception {
        return open(sending, GATEWAY);
    }

    /// A device whose other end is the receiving kernel's.
    TapLink openReceiver() throws Exception {
        final TapLink link = open(receiving, RECEIVER);
        run("ip", "-n", receiving, "route", "add", BEHIND, "dev", link.name());
        return link;
    }

    /// Every frame is whole, so that a path meets segments and not runs of them. A TUN has no neighbours to ask
    /// for.
    private static TapLink open(String namespace, String address) throws Exception {
        final TapConfig config = new TapConfig("anaxp%d", LinkType.RAW_IP, 1, 0, false, 0);
        final TapLink link = new NetworkNamespace(namespace).call(() -> TapLink.open(config));
        try {
            run("ip", "-n", namespace, "address", "add", address + MASK, "dev", link.name());
            run("ip", "-n", namespace, "link", "set", link.name(), "up");
            return link;
        } catch (IOException failure) {
            link.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        for (final String each : new String[] {sending, receiving}) {
            if (!Files.exists(Path.of("/run/netns", each))) {
                continue; // it was not made, or is gone already
            }
            try {
                run("ip", "netns", "delete", each);
            } catch (IOException failure) {
                throw new UncheckedIOException("the namespace " + each + " was left", failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void set(String namespace, String variable, String value) throws Exception {
        final Path place = Path.of("/proc/sys", variable.split("\\."));
        new NetworkNamespace(namespace).call(() -> Files.writeString(place, value));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" failed: " + text.strip()
                    + "; network namespaces take root and iproute2");
        }
    }
}
