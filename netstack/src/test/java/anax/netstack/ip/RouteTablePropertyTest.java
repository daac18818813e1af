package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.wire.IpAddress;
import anax.netstack.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A route table finds what a walk through a list of all routes finds, through any changes.
class RouteTablePropertyTest {
    private static final int MAXIMUM = 60;
    private static final Comparator<Route> WORSE_FIRST = Comparator.<Route>comparingInt(
                    route -> route.destination().length())
            .thenComparing(Comparator.comparingInt(Route::metric).reversed());

    private final List<Route> model = new ArrayList<>();

    /// Addresses differ in few bits, so that prefixes nest and branch; `spread` says which: at the top, around the
    /// middle of 128 bits, or at the end.
    @Property(tries = 300)
    void shouldFindWhatAListFinds(
            @ForAll long seed, @ForAll @IntRange(max = 60) int percentDeleted, @ForAll @IntRange(max = 2) int spread) {
        model.clear();
        var random = new SplittableRandom(seed);
        var table = new RouteTable(MAXIMUM);
        for (int step = 0; step < 300; step++) {
            Route route = route(random, spread);
            int way = random.nextInt(100);
            if (way < percentDeleted) {
                assertThat(table.delete(route.destination(), route.metric())).isEqualTo(model.removeIf(route::equals));
            } else if (way % 2 == 0) {
                assertThat(table.add(route)).isEqualTo(addToModel(route));
            } else {
                assertThat(table.replace(route)).isEqualTo(replaceInModel(route));
            }
            for (int i = 0; i < 5; i++) {
                IpAddress address = address(random, random.nextBoolean(), spread);
                assertThat(lookup(table, address)).as("route to %s", address).isEqualTo(lookupInModel(address));
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        List<Route> shown = new ArrayList<>();
        table.forEach(shown::add);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(model);
    }

    private int addToModel(Route route) {
        return model.contains(route) ? RouteTable.EXISTS : replaceInModel(route);
    }

    /// Routes to one network with one metric are equal here.
    private int replaceInModel(Route route) {
        if (model.contains(route)) {
            return RouteTable.ADDED;
        }
        if (model.size() == MAXIMUM) {
            return RouteTable.FULL;
        }
        model.add(route);
        return RouteTable.ADDED;
    }

    private Route lookupInModel(IpAddress address) {
        return model.stream()
                .filter(route -> route.destination().contains(address))
                .max(WORSE_FIRST)
                .orElse(null);
    }

    private static Route lookup(RouteTable table, IpAddress address) {
        return address.isV4() ? table.lookup(address.v4()) : table.lookup(address.high(), address.low());
    }

    private static Route route(SplittableRandom random, int spread) {
        boolean ipv4 = random.nextBoolean();
        int most = ipv4 ? 32 : 128;
        int length = random.nextBoolean() ? random.nextInt(most + 1) : Math.min(most, spread * 60 + random.nextInt(9));
        IpPrefix destination = IpPrefix.around(address(random, ipv4, spread), length);
        return new Route(destination, null, 1, random.nextInt(2), Route.MTU_OF_INTERFACE);
    }

    /// Version 4 in the same bits of an `int`; version 6 never in those that say that it is version 4.
    private static IpAddress address(SplittableRandom random, boolean ipv4, int spread) {
        long few = random.nextInt(16);
        if (ipv4) {
            return IpAddress.of((int) few << (28 - 14 * spread));
        }
        return switch (spread) {
            case 0 -> IpAddress.of(few << 60 | 1, few);
            case 1 -> IpAddress.of(0x2001L << 48 | few >>> 2, few << 62);
            default -> IpAddress.of(0x2001L << 48, few);
        };
    }
}
