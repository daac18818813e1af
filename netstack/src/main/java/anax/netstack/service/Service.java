package anax.netstack.service;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// One of the small services, and its port.
///
/// Owner: nobody, it never changes.
public enum Service {
    /// Sends back what comes (RFC 862).
    ECHO(7),

    /// Throws away what comes (RFC 863).
    DISCARD(9),

    /// Sends lines of characters (RFC 864).
    CHARGEN(19),

    /// Tells the time (RFC 868).
    TIME(37);

    private final int port;

    Service(int port) {
        this.port = port;
    }

    /// Its port, of UDP and of TCP.
    public int port() {
        return port;
    }

    /// What people call it.
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The services of a list such as `echo,time`.
    ///
    /// @throws IllegalArgumentException if something in it is none
    public static Set<Service> parse(String list) {
        final Set<Service> services = EnumSet.noneOf(Service.class);
        for (final String word : list.split(",", -1)) {
            services.add(Arrays.stream(values())
                    .filter(each -> each.title().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + word.strip() + "' is no service; use some of " + all() + ", with commas between")));
        }
        return services;
    }

    /// Whether a datagram from a port may be an answer of such a service, on whatever host.
    static boolean answersFrom(int port) {
        return port == ECHO.port || port == CHARGEN.port || port == TIME.port;
    }

    /// What it does, as one CPU does it.
    Conduct conduct(InstantSource calendar) {
        return switch (this) {
            case ECHO -> new Echo();
            case DISCARD -> new Discard();
            case CHARGEN -> new Chargen();
            case TIME -> new TimeOfDay(calendar);
        };
    }

    private static String all() {
        return Arrays.stream(values()).map(Service::title).collect(Collectors.joining(", "));
    }
}
