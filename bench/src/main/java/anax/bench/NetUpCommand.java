package anax.bench;

import anax.bench.measure.OnExit;
import anax.bench.net.DeviceHost;
import anax.bench.net.HostPlan;
import anax.bench.net.HostStatus;
import anax.bench.net.StatusDisplay;
import anax.netstack.ip.InterfaceAddress;
import anax.netstack.link.LinkType;
import anax.netstack.service.Service;
import anax.netstack.tap.TapConfig;
import anax.netstack.tap.TapException;
import anax.netstack.tcp.SynCookies;
import anax.netstack.wire.IpAddress;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.StallWatchdog;
import anax.runtime.topology.Topology;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `anax net up`: a stack on a device of the kernel, with services, until Ctrl-C.
///
/// Owner: the main thread; on Ctrl-C the JVM's shutdown thread waits for it.
@Command(
        name = "up",
        description = {
            "Puts a TCP/IP stack on a TAP or TUN device and serves until Ctrl-C.",
            "The kernel's end of the device is an interface of this machine: give it an address in the same network,"
                    + " or move it into a network namespace."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:failed: the device, a file or the machine",
            "2:wrong command line",
            "4:you may not have the device",
            "130:ended by Ctrl-C (143 by SIGTERM): the device, if it was made here, and the control socket are gone,"
                    + " the capture is whole"
        },
        footer = {
            "",
            "It takes the capability CAP_NET_ADMIN, or a device that root has made for you:",
            "  ip tuntap add dev anax0 mode tap multi_queue vnet_hdr user $USER",
            "  ip link set dev anax0 up",
            "While it runs, anax net ss, stat, route and neigh show it, and anax lwkt ps its threads.",
            "",
            "Examples:",
            "  anax net up --tap anax0 --address 10.66.0.2/24 --services echo,time",
            "  anax net up --tun anax1 --address 10.66.1.2/24 --gateway 10.66.1.1 --cpus 2",
            "  anax net up --tap anax0 --address 10.66.0.2/24 --no-offload --pcap all.pcapng",
            "  anax net up --tap anax0 --address 10.66.0.2/24 --services echo --syncookies always"
        })
final class NetUpCommand implements Callable<Integer> {
    private static final int MOST_USUAL_CPUS = 8;
    private static final int MOST_CPUS = 128; // so many slots the table has that shares flows out
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long STOP_TIMEOUT_S = 15;

    private final Surroundings surroundings;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Device device;

    @Option(
            names = "--address",
            paramLabel = "A/N",
            required = true,
            description = "The stack's address and its network's prefix, such as 10.66.0.2/24; may be repeated.")
    private List<String> addresses = new ArrayList<>();

    @Option(names = "--gateway", paramLabel = "A", description = "The router to all other networks.")
    private String gateway;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            converter = CpuCount.class,
            description = "CPUs of the stack. Usual: one less than there are processors, 1 to 8, for programs at the"
                    + " other end want one as well.")
    private Integer cpus;

    @Option(
            names = "--mtu",
            paramLabel = "M",
            description = "The longest datagram, 68 to 65521 octets (TUN: 65535). Usual: what the device has.")
    private int mtu;

    @Option(names = "--no-offload", description = "Every frame whole and every checksum complete, both ways.")
    private boolean noOffload;

    @Option(names = "--pcap", paramLabel = "FILE", description = "Write all packets to this file, as pcapng.")
    private Path capture;

    @Option(
            names = "--services",
            paramLabel = "LIST",
            description = "Some of echo, discard, chargen and time, with commas between; over UDP and TCP.")
    private String services;

    @Option(
            names = "--syncookies",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Answer SYNs by a cookie, keeping nothing of them: always, never, or auto, when the cache of"
                    + " half-open connections is full. Usual: auto. With never the oldest of them makes room.")
    private String synCookies;

    /// The device: one of the two. Owner: the command.
    private static final class Device {
        @Option(names = "--tap", required = true, paramLabel = "NAME", description = "A TAP device: Ethernet frames.")
        private String tap;

        @Option(names = "--tun", required = true, paramLabel = "NAME", description = "A TUN device: IP datagrams.")
        private String tun;
    }

    NetUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        HostPlan plan = plan();
        try (OnExit.Registration _ = surroundings.onExit().add(this::interrupt)) {
            run(plan);
        } catch (IOException failed) { // told here, for on Ctrl-C nobody else would
            surroundings.err().println("anax net up: " + (failed.getMessage() == null ? failed : failed.getMessage()));
            return failed instanceof TapException refused && refused.isDenied() ? ExitCodes.DENIED : ExitCodes.FAILED;
        } finally {
            finished.countDown();
        }
        return ExitCodes.INTERRUPTED;
    }

    private HostPlan plan() {
        try {
            List<InterfaceAddress> own =
                    addresses.stream().map(InterfaceAddress::parse).toList();
            boolean isTap = device.tap != null;
            TapConfig config = new TapConfig(
                    isTap ? device.tap : device.tun,
                    isTap ? LinkType.ETHERNET : LinkType.RAW_IP,
                    cpuCount(),
                    mtu,
                    !noOffload,
                    isTap ? HostPlan.station(own.getFirst()) : 0);
            Set<Service> wanted = services == null ? EnumSet.noneOf(Service.class) : Service.parse(services);
            return new HostPlan(
                    config,
                    own,
                    Optional.ofNullable(gateway).map(IpAddress::parse),
                    wanted,
                    SynCookies.named(synCookies),
                    Optional.ofNullable(capture));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private int cpuCount() {
        if (cpus == null) {
            int processors = Topology.ofThisProcess().processorCount();
            return Math.max(1, Math.min(MOST_USUAL_CPUS, processors - 1));
        }
        if (cpus > MOST_CPUS) {
            throw new IllegalArgumentException("--cpus " + cpus + " was given; a stack has 1 to " + MOST_CPUS);
        }
        return cpus;
    }

    private void run(HostPlan plan) throws IOException, InterruptedException {
        DeviceHost.Place place = new DeviceHost.Place(
                surroundings.clock(),
                surroundings.calendar(),
                InspectionFolder.ofThisUser(surroundings.variables()),
                new SecureRandom().nextLong());
        try (DeviceHost host = DeviceHost.open(plan, place);
                StallWatchdog _ = StallWatchdog.open(host.machine())) {
            introduce(host, plan);
            showStatus(host);
        }
    }

    private void introduce(DeviceHost host, HostPlan plan) {
        host.warnings().forEach(warning -> surroundings.err().println("anax net up: " + warning));
        String name = host.link().name();
        String served = plan.services().stream()
                .sorted()
                .map(service -> service.title() + " " + service.port())
                .collect(Collectors.joining(", "));
        surroundings
                .out()
                .println(name + ": "
                        + plan.addresses().stream()
                                .map(InterfaceAddress::toString)
                                .collect(Collectors.joining(", "))
                        + " on a " + plan.kind() + ", mtu " + host.link().mtu() + ", "
                        + (plan.cpus() == 1 ? "1 CPU" : plan.cpus() + " CPUs")
                        + (plan.device().offload() ? ", offload" : "")
                        + (served.isEmpty() ? "" : "; " + served + ", over UDP and TCP"));
        if (!hasAddress(name)) {
            surroundings
                    .err()
                    .println("the kernel's end has no address yet: ip address add " + plan.kernelsAddress() + " dev "
                            + name);
        }
        surroundings
                .err()
                .println("look at it with: ./anax net ss --pid "
                        + ProcessHandle.current().pid() + "; end it with Ctrl-C");
    }

    /// One that was moved into a namespace cannot be seen from here.
    private static boolean hasAddress(String device) {
        try {
            NetworkInterface kernels = NetworkInterface.getByName(device);
            return kernels == null || kernels.inetAddresses().anyMatch(address -> address instanceof Inet4Address);
        } catch (SocketException unknown) {
            return true;
        }
    }

    private void showStatus(DeviceHost host) throws IOException, InterruptedException {
        HostStatus status = new HostStatus(host, surroundings.clock());
        boolean moving = surroundings.terminal().errorIsTerminal();
        try (StatusDisplay display = new StatusDisplay(
                surroundings.err(),
                surroundings.clock(),
                moving,
                surroundings.terminal().columns(),
                "anax net up: ")) {
            while (!interrupted.await(SECOND_NS, TimeUnit.NANOSECONDS)) {
                if (host.link().isGone()) {
                    throw new IOException("the device " + host.link().name() + " is gone: it was removed, or the"
                            + " namespace that it was in; start again to make a new one");
                }
                if (display.isDue()) {
                    display.show(status.line());
                }
            }
        }
    }

    /// On the JVM's shutdown thread: has the main thread come to its end, and waits for it.
    private void interrupt() {
        interrupted.countDown();
        String outcome = "the stack did not stop in time";
        try {
            if (finished.await(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                outcome = "the stack is stopped";
            }
        } catch (InterruptedException end) {
            // The JVM ends in any case.
        }
        surroundings.err().println("anax net up: interrupted; " + outcome);
    }
}
