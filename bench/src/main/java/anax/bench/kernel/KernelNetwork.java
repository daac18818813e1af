package anax.bench.kernel;

import anax.netstack.stack.FlowShares;
import anax.netstack.tap.NetworkNamespace;
import anax.netstack.tap.TapConfig;
import anax.netstack.tap.TapLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two kernels, near and far, with a cable between them: namespaces of the run's own.
///
/// Owner: the run; [#close] may be called by any thread. Making it and closing it run `ip` of iproute2.
final class KernelNetwork implements AutoCloseable {
    static final String NEAR_TAP = "10.66.0.1";
    static final String OURS = "10.66.0.2";
    static final String NEAR_CABLE = "10.67.0.1";
    static final String FAR = "10.67.0.2";
    private static final long STATION = 0x02_00_00_00_00_02L;

    private final String nearName;
    private final String farName;

    private KernelNetwork() {
        final long pid = ProcessHandle.current().pid();
        nearName = "anax-near-" + pid;
        farName = "anax-far-" + pid;
    }

    /// Makes both, and the cable.
    ///
    /// @throws IOException if that may not be done, with what to do
    static KernelNetwork make() throws IOException, InterruptedException {
        final KernelNetwork network = new KernelNetwork();
        try {
            run("ip", "netns", "add", network.nearName);
            run("ip", "netns", "add", network.farName);
            run(
                    "ip",
                    "-n",
                    network.nearName,
                    "link",
                    "add",
                    "near",
                    "type",
                    "veth",
                    "peer",
                    "name",
                    "far",
                    "netns",
                    network.farName);
            network.takeUp(network.nearName, "near", NEAR_CABLE);
            network.takeUp(network.farName, "far", FAR);
            return network;
        } catch (IOException | InterruptedException failure) {
            network.close();
            throw failure;
        }
    }

    /// The kernel that is the client.
    NetworkNamespace near() {
        return new NetworkNamespace(nearName);
    }

    /// The kernel at the other end of the cable.
    NetworkNamespace far() {
        return new NetworkNamespace(farName);
    }

    /// A device with a queue for each CPU, whose other end is the near kernel's.
    ///
    /// @param shares which flow is whose: the kernel has each frame come by the queue of its owner
    TapLink openTap(int cpus, FlowShares shares) throws Exception {
        final TapConfig config = TapConfig.tap("anaxk%d", cpus, STATION);
        final TapLink link = near().call(
                        () -> cpus == 1 ? TapLink.open(config) : TapLink.open(config, shares.hash(), shares.table()));
        try {
            takeUp(nearName, link.name(), NEAR_TAP);
            return link;
        } catch (IOException failure) {
            link.close();
            throw failure;
        }
    }

    /// Runs a program in the near kernel and answers what it wrote.
    String runNear(String... command) throws IOException, InterruptedException {
        final List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", nearName));
        line.addAll(List.of(command));
        return run(line.toArray(String[]::new));
    }

    @Override
    public void close() {
        for (final String each : new String[] {nearName, farName}) {
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

    private void takeUp(String namespace, String device, String address) throws IOException, InterruptedException {
        run("ip", "-n", namespace, "address", "add", address + "/24", "dev", device);
        run("ip", "-n", namespace, "link", "set", device, "up");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" failed: " + text.strip()
                    + "; network namespaces take root, iproute2 and iputils-ping");
        }
        return text;
    }
}
