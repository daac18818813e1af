package anax.netstack.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Octets that a fuzzer made up, led by what the parsers do with them: no parser throws, what it takes can be read
/// without leaving the octets, and what is written anew from what was read reads the same.
///
/// The first octet says for which parser the others are. All of it is one test because the fuzzer runs one in a JVM.
/// It runs in a fork of its own (see the build file) for as many seconds as `anax.fuzzSeconds` says, and keeps what
/// it learns and finds under `target/fuzz`. A finding goes to the seeds below, and into the tests of the parser.
class WireFuzzTest {
    private static final List<ParserCheck> PARSERS = List.of(
            LinkChecks::frame,
            Ipv4Checks::datagram,
            Ipv4Checks::options,
            Ipv4Checks::icmp,
            Ipv4Checks::igmp,
            Ipv4Checks::igmpReport,
            Ipv6Checks::packet,
            Ipv6Checks::extensions,
            Ipv6Checks::icmpv6,
            TransportChecks::udp,
            TransportChecks::tcp,
            TransportChecks::tcpOptions,
            AddressChecks::texts);

    /// A well-formed example for each parser, in their order.
    private static final List<String> EXAMPLES = List.of(
            "ffffffffffff 02aabbccddee 0806 0001 0800 06 04 0001 02aabbccddee 0a000001 000000000000 0a000002",
            "4600 0024 1234 2001 4011 0000 c0a80001 c0a800c7 94040000 f001 0035 000c 0000 61626364",
            "01 83 0b 04 0a000001 0a000002 94040000 44 0c 05 31 0a000001 00001234"
                    + " 4408 05 00 00000000 07 07 04 00000000 00",
            "03 04 0000 00 07 05dc 4500 05dc 0007 4000 4011 0000 0a000001 0a000002 f001 0035 05c8 0000",
            "11 8f 0000 e00000fb 0a ff 0002 0a000001 0a000002",
            "22 00 0000 0000 0002 05 01 0002 e00000fb 0a000001 0a000002 deadbeef 04 00 0000 e00000fc",
            "6b912345 0004 11 40 20010db8000000010000000000000002 fe800000000000030000000000000004 01020304",
            "00 3c00 0502 0000 0100 2b00 c204 00000000 2c00 0000 00000000 3300 0001 12345678 1100 0000 00000000",
            "02000000 00000500 60000000 0008 11 40" + "00".repeat(31) + "01 f0010035 00080000",
            "f001 0035 000b 0000 616263",
            "f001 0050 fffffff0 80000001 80 12 faf0 0000 0000 0101080a 00000001 00000002 616263",
            "020405b4 0402 080a0000000100000002 01 030307 0512 00000001000000020000000300000004",
            "3139322e302e322e312f33320a323030313a6462383a3a312e322e332e340a313a323a333a343a353a363a312e322e33"
                    + "2e340a30323a30303a35653a31303a30303a3031");

    static Stream<byte[]> seeds() {
        return Stream.iterate(0, i -> i + 1).limit(PARSERS.size()).map(i -> {
            byte[] example = Octets.of(EXAMPLES.get(i));
            byte[] seed = new byte[example.length + 1];
            seed[0] = i.byteValue();
            System.arraycopy(example, 0, seed, 1, example.length);
            return seed;
        });
    }

    @MethodSource("seeds")
    @FuzzTest
    void keepsItsPromisesForAnyOctets(byte[] input) {
        if (input.length > 0) {
            byte[] octets = Arrays.copyOfRange(input, 1, input.length);
            PARSERS.get((input[0] & 0xFF) % PARSERS.size()).check(octets);
        }
    }

    /// What is to hold of one parser for any octets.
    private interface ParserCheck {
        void check(byte[] octets);
    }
}
