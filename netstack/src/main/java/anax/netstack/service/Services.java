package anax.netstack.service;

import anax.netstack.socket.SocketException;
import anax.netstack.socket.TcpException;
import anax.netstack.socket.TcpListener;
import anax.netstack.socket.UdpSocketGroup;
import anax.netstack.stack.NetworkStack;
import anax.netstack.wire.IpAddress;
import anax.runtime.Cpu;
import anax.runtime.Lwkt;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Services of a stack, on every address that it has.
///
/// Owner: the lightweight thread that opened it, which moves from CPU to CPU to open and close; figures are for every
/// thread, and may be old. Allocates when opened and for each connection. Opening and closing blocks the calling
/// thread. Bound: [#MOST_CONNECTIONS] for each service and CPU, then connections wait in the backlog.
///
/// ```java
/// machine.call(0, "services", () -> Services.open(stack, Service.parse("echo,time"), InstantSource.system()));
/// ```
public final class Services implements AutoCloseable {
    /// The most connections of one service that a CPU serves at once.
    public static final int MOST_CONNECTIONS = 4_096;

    private static final int BACKLOG = 1_024;

    private final NetworkStack stack;
    private final List<TcpListener> listeners = new ArrayList<>();
    private final List<List<ServiceShare>> shares = new ArrayList<>(); // by CPU

    private Services(NetworkStack stack) {
        this.stack = stack;
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            shares.add(new ArrayList<>());
        }
    }

    /// Serves from now on. For lightweight threads of the stack's machine.
    ///
    /// @param wanted   which services
    /// @param calendar tells the time
    /// @throws SocketException if a port is taken; then none of them is served
    public static Services open(NetworkStack stack, Set<Service> wanted, InstantSource calendar)
            throws SocketException {
        return open(stack, wanted, calendar, MOST_CONNECTIONS);
    }

    static Services open(NetworkStack stack, Set<Service> wanted, InstantSource calendar, int mostConnections)
            throws SocketException {
        final Services services = new Services(stack);
        try {
            for (final Service each : wanted) {
                services.add(each, calendar, mostConnections);
            }
            return services;
        } catch (SocketException refused) {
            services.close();
            throw refused;
        }
    }

    /// Connections that are open.
    public int connections() {
        return shares.stream()
                .flatMap(List::stream)
                .mapToInt(ServiceShare::connections)
                .sum();
    }

    /// Connections that were taken since it was opened.
    public long accepted() {
        return shares.stream()
                .flatMap(List::stream)
                .mapToLong(ServiceShare::accepted)
                .sum();
    }

    /// Datagrams that came since it was opened.
    public long received() {
        return shares.stream()
                .flatMap(List::stream)
                .mapToLong(ServiceShare::received)
                .sum();
    }

    /// Ends the services: their ports are free, and who is connected is told by a RST.
    @Override
    public void close() {
        listeners.forEach(TcpListener::close);
        onEachCpu(cpu -> shares.get(cpu).forEach(ServiceShare::end));
    }

    private void add(Service service, InstantSource calendar, int mostConnections) throws SocketException {
        final TcpListener listener = listen(service);
        listeners.add(listener);
        final UdpSocketGroup group = UdpSocketGroup.bind(stack, IpAddress.ANY_V4, service.port());
        onEachCpu(cpu -> {
            final ServiceShare share = new ServiceShare(
                    stack, service, service.conduct(calendar), listener, group.local(), mostConnections);
            shares.get(cpu).add(share);
            share.begin();
        });
    }

    /// A peer that vanishes without a word is found out by keepalive: else it would stay for ever.
    private TcpListener listen(Service service) throws TcpException {
        final TcpListener listener = TcpListener.open(stack, IpAddress.ANY_V4, service.port(), BACKLOG, false);
        listener.configure(options -> options.keepAlive(true));
        return listener;
    }

    private void onEachCpu(CpuWork work) {
        final int home = Cpu.current().id();
        for (int cpu = 0; cpu < stack.partitions(); cpu++) {
            Lwkt.moveTo(cpu);
            work.on(cpu);
        }
        Lwkt.moveTo(home);
    }

    /// What is to be done on a CPU.
    @FunctionalInterface
    private interface CpuWork {
        void on(int cpu);
    }
}
