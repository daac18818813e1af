package anax.netstack.tap;

import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.link.LinkType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP between the real kernel and a stack of ours: both ways at once, each side as client and as server, over every
/// kind of device; every octet is compared.
@Timeout(120)
class KernelTcpBulkTest {
    private static final long MEGA = 1 << 20;
    private static final int TIMES = Math.max(1, Integer.getInteger("anax.seeds", 1_000) / 1_000);

    @ParameterizedTest
    @CsvSource({
        "ETHERNET, 1,  1500, true,  KERNEL, 16",
        "ETHERNET, 1,  1500, true,  ANAX,   16",
        "ETHERNET, 1,  1500, false, KERNEL, 8",
        "ETHERNET, 1,  1500, false, ANAX,   8",
        "ETHERNET, 2,  1500, true,  KERNEL, 16",
        "ETHERNET, 2,  9000, false, ANAX,   8",
        "ETHERNET, 1,   576, true,  KERNEL, 4",
        "ETHERNET, 1,   576, false, ANAX,   2",
        "ETHERNET, 1, 65521, true,  ANAX,   16",
        "ETHERNET, 1, 65521, false, KERNEL, 16",
        "RAW_IP,   1,  1500, true,  ANAX,   16",
        "RAW_IP,   2,  1500, false, KERNEL, 8",
        "RAW_IP,   1, 65535, false, ANAX,   16",
    })
    void shouldCarryEachOctetBothWays(LinkType type, int cpus, int mtu, boolean offload, String client, int megaOctets)
            throws Exception {
        final TapConfig config = new TapConfig("anaxb%d", type, cpus, mtu, offload, TapHost.STATION);
        try (KernelHost kernel = KernelHost.make();
                TapHost ours = TapHost.on(kernel, config)) {
            final TcpPair pair =
                    client.equals("KERNEL") ? TcpPair.fromKernel(kernel, ours) : TcpPair.toKernel(kernel, ours);
            pair.exchange(megaOctets * MEGA * TIMES);
            assertThat(ours.look().droppedOut()).as("what went no further").isEmpty();
        }
    }
}
