package anax.netstack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.LinkCapabilities;
import anax.netstack.link.LinkType;
import anax.netstack.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whose an address is, on hosts with many of them.
class InterfaceTableTest {
    private static final int HOSTS = 200;
    private static final int MOST_ADDRESSES = 100;
    private static final int INTERFACES = 4;
    private static final int NETWORK = 0x7F_FF_FF_00; // its neighbours are negative as an int

    private final SplittableRandom random = new SplittableRandom(1);
    private final InterfaceTable table = new InterfaceTable();
    private final List<List<InterfaceAddress>> addresses = new ArrayList<>();

    /// Of an address that several interfaces have, the first one is named, however they were put in.
    @Test
    void shouldFindEachAddressWhenHostHasMany() {
        for (int host = 0; host < HOSTS; host++) {
            addresses.clear();
            for (int index = 0; index < INTERFACES; index++) {
                addresses.add(some());
                put(index, addresses.get(index));
            }
            for (int offset = -2; offset < 520; offset++) {
                final int wanted = NETWORK + offset;
                assertThat(table.interfaceOf(wanted)).isEqualTo(firstWith(wanted));
                assertThat(table.isOurs(wanted)).isEqualTo(firstWith(wanted) >= 0);
                assertThat(table.isBroadcast(wanted)).isEqualTo(isBroadcast(wanted));
            }
        }
    }

    @Test
    void shouldForgetAddressWhenItMayNotBeUsed() {
        put(1, List.of(InterfaceAddress.parse("10.0.0.1/24"), InterfaceAddress.parse("10.0.0.2/24")));
        final int own = IpAddress.parse("10.0.0.1").v4();
        table.use(own, false);
        assertThat(table.isOurs(own)).isFalse();
        assertThat(table.isOurs(own + 1)).isTrue();
        table.use(own, true);
        assertThat(table.interfaceOf(own)).isOne();
    }

    private void put(int index, List<InterfaceAddress> own) {
        table.put(new NetworkInterface(
                index, "test" + index, LinkType.RAW_IP, 1_500, 0, LinkCapabilities.NONE, own, true));
    }

    private List<InterfaceAddress> some() {
        final List<InterfaceAddress> some = new ArrayList<>();
        for (int i = random.nextInt(MOST_ADDRESSES); i > 0; i--) {
            some.add(new InterfaceAddress(IpAddress.of(NETWORK + random.nextInt(512)), 24 + random.nextInt(9)));
        }
        return some;
    }

    private int firstWith(int wanted) {
        for (int index = 0; index < INTERFACES; index++) {
            for (final InterfaceAddress each : addresses.get(index)) {
                if (each.address().v4() == wanted) {
                    return index;
                }
            }
        }
        return -1;
    }

    private boolean isBroadcast(int wanted) {
        return addresses.subList(1, INTERFACES).stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.hasBroadcast() && each.broadcastV4() == wanted);
    }
}
