package anax.bench.net;

import anax.netstack.inspect.StackTopic;
import anax.netstack.ip.Route;
import anax.netstack.link.Link;
import anax.netstack.service.Services;
import anax.netstack.stack.AddInterface;
import anax.netstack.stack.ChangeRoutes;
import anax.netstack.stack.FlowShares;
import anax.netstack.stack.NetworkStack;
import anax.netstack.stack.StackConfig;
import anax.netstack.tap.TapException;
import anax.netstack.tap.TapLink;
import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import anax.runtime.Machine;
import anax.runtime.MachineConfig;
import anax.runtime.clock.Clock;
import anax.runtime.inspect.InspectionFolder;
import anax.runtime.inspect.Inspector;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// A host on a device of the kernel: machine, stack, services, capture and what looks at them from outside.
///
/// Owner: the thread that opened it; [#close] may be called by another one. Allocates when opened. Opening and
/// closing blocks, for some 5 s at most. Whatever could not be opened, or is closed, leaves nothing behind.
public final class DeviceHost implements AutoCloseable {
    private static final long NS_PER_S = 1_000_000_000L;
    private static final IpPrefix EVERYWHERE = IpPrefix.around(IpAddress.ANY_V4, 0);

    private final List<String> warnings = new ArrayList<>();
    private Capture capture;
    private TapLink link;
    private Machine machine;
    private NetworkStack stack;
    private Services services;
    private Inspector inspector;

    private DeviceHost() {}

    /// What surrounds a host.
    ///
    /// @param clock    measures
    /// @param calendar tells the time
    /// @param folder   where the host can be looked at
    /// @param secret   random, and kept from outsiders
    public record Place(Clock clock, InstantSource calendar, InspectionFolder folder, long secret) {}

    /// Opens a host, which serves from now on.
    ///
    /// @throws TapException if the device cannot be had
    /// @throws IOException  if something else cannot be opened; the message says what and why
    public static DeviceHost open(HostPlan plan, Place place) throws IOException, InterruptedException {
        DeviceHost host = new DeviceHost();
        try {
            host.begin(plan, place);
            return host;
        } catch (IOException | InterruptedException | RuntimeException refused) {
            host.closeAfter(refused);
            throw refused;
        }
    }

    private void begin(HostPlan plan, Place place) throws IOException, InterruptedException {
        if (plan.capture().isPresent()) {
            capture = Capture.open(plan.capture().get(), epochOffsetNs(place));
        }
        link = openDevice(plan, place);
        machine = Machine.boot(
                MachineConfig.ofCpus(plan.cpus()).withName(link.name()).withDebug(false));
        warnings.addAll(machine.warnings());
        stack = NetworkStack.boot(machine, plan.stack(link, place.secret()));
        Link used = capture == null ? link : capture.of(link);
        AddInterface added = new AddInterface(stack, used, plan.addresses());
        onCpu(() -> stack.port(0).doMessage(added));
        if (plan.gateway().isPresent()) {
            Route everywhere = Route.via(EVERYWHERE, plan.gateway().get(), added.index());
            onCpu(() -> stack.port(0).doMessage(ChangeRoutes.add(stack, everywhere)));
        }
        services = onCpu(() -> Services.open(stack, plan.services(), place.calendar()));
        inspector = Inspector.open(
                machine,
                List.of(new StackTopic(stack, List.of(link))),
                place.folder(),
                place.clock(),
                Inspector.PATIENCE);
    }

    /// Several CPUs have their flows from the kernel itself, from the first frame on; without that they pass them
    /// on to each other.
    private TapLink openDevice(HostPlan plan, Place place) throws TapException {
        if (plan.device().queues() == 1) {
            return TapLink.open(plan.device());
        }
        FlowShares shares = FlowShares.of(StackConfig.standard(place.secret()), plan.cpus());
        try {
            return TapLink.open(plan.device(), shares.hash(), shares.table());
        } catch (TapException refused) {
            TapLink unsteered = TapLink.open(plan.device()); // throws again if it was not the steering
            warnings.add(refused.getMessage() + "; packets are passed on to their CPUs");
            return unsteered;
        }
    }

    private <T> T onCpu(Callable<T> body) throws IOException, InterruptedException {
        try {
            return machine.call(0, "set-up", body);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IllegalStateException("the stack could not be set up", failed.getCause());
        }
    }

    private static long epochOffsetNs(Place place) {
        Instant now = place.calendar().instant();
        return now.getEpochSecond() * NS_PER_S + now.getNano() - place.clock().nowNs();
    }

    /// The device.
    public TapLink link() {
        return link;
    }

    /// The machine.
    public Machine machine() {
        return machine;
    }

    /// The stack.
    public NetworkStack stack() {
        return stack;
    }

    /// What it serves.
    public Services services() {
        return services;
    }

    /// Why its capture is written no longer; empty if it is, or there is none.
    public String captureFailure() {
        return capture == null ? "" : capture.failure();
    }

    /// Packets that are missing in its capture.
    public long missedByCapture() {
        return capture == null ? 0 : capture.missed();
    }

    /// What its user should know.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// Ends it: who is connected is told, the device goes if it was made here, the capture is written to its end.
    ///
    /// @throws IOException if something did not come to its end as it should; all else has
    @Override
    public void close() throws IOException {
        List<String> failures = new ArrayList<>();
        end(inspector, failures);
        if (services != null) {
            end(
                    () -> onCpu(() -> {
                        services.close();
                        return null;
                    }),
                    failures);
        }
        end(link, failures); // before the machine, which would not come to rest while packets come
        end(machine, failures);
        end(capture, failures);
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
    }

    private void closeAfter(Exception refused) {
        try {
            close();
        } catch (IOException second) {
            refused.addSuppressed(second);
        }
    }

    private static void end(AutoCloseable part, List<String> failures) {
        if (part != null) {
            try {
                part.close();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            } catch (Exception failed) {
                failures.add(String.valueOf(failed.getMessage()));
            }
        }
    }
}
