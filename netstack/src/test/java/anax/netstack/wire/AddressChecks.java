package anax.netstack.wire;

import static anax.netstack.wire.Checked.holds;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// What holds of the texts of addresses: they are refused with a reason, or read the same when written anew.
///
/// Owner: none, it keeps no state.
final class AddressChecks {
    private AddressChecks() {}

    /// The octets are lines, each of them tried as an address, a network and an Ethernet address.
    static void texts(byte[] octets) {
        new String(octets, ISO_8859_1).lines().forEach(text -> {
            address(text);
            network(text);
            mac(text);
        });
    }

    private static void address(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            holds(IpAddress.parse(address.toString()).equals(address), "an address reads as it was written");
        } catch (IllegalArgumentException refused) {
            says(refused, "is no IP address");
        }
    }

    private static void network(String text) {
        try {
            IpPrefix network = IpPrefix.parse(text);
            holds(IpPrefix.parse(network.toString()).equals(network), "a network reads as it was written");
            holds(network.contains(network.last()), "a network holds its last address");
        } catch (IllegalArgumentException refused) {
            says(refused, "is no network", "is no IP address", "does not fit", "has bits set");
        }
    }

    private static void mac(String text) {
        try {
            MacAddress address = MacAddress.parse(text);
            holds(MacAddress.parse(address.toString()).equals(address), "an address reads as it was written");
        } catch (IllegalArgumentException refused) {
            says(refused, "is no Ethernet address");
        }
    }

    private static void says(IllegalArgumentException refused, String... reasons) {
        for (String reason : reasons) {
            if (refused.getMessage().contains(reason)) {
                return;
            }
        }
        throw new AssertionError("refused without a reason", refused);
    }
}
