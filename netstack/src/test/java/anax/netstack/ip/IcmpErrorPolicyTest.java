package anax.netstack.ip;

import static anax.netstack.ip.IcmpErrorPolicy.ABOUT_ERROR;
import static anax.netstack.ip.IcmpErrorPolicy.FROM_NO_HOST;
import static anax.netstack.ip.IcmpErrorPolicy.LATER_FRAGMENT;
import static anax.netstack.ip.IcmpErrorPolicy.SEND;
import static anax.netstack.ip.IcmpErrorPolicy.TO_MANY;
import static anax.netstack.ip.IcmpErrorPolicy.TO_MANY_ON_LINK;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.wire.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When an ICMP error must not be sent: RFC 1122, section 3.2.2, and RFC 4443, section 2.4 (e), rule by rule.
class IcmpErrorPolicyTest {
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int ICMPV6 = 58;
    private static final String HERE = "192.0.2.1";
    private static final String THERE = "198.51.100.9";
    private static final int BROADCAST = IpAddress.parse("192.0.2.255").v4();
    private static final String HERE_V6 = "2001:db8::1";
    private static final String THERE_V6 = "2001:db8:9::9";

    private static final int UNREACHABLE_V6 = 1;
    private static final int TOO_BIG_V6 = 2;
    private static final int PARAMETER_PROBLEM_V6 = 4;

    @Test
    void shouldAnswerADatagramFromOneHostToAnother() {
        assertThat(ofIpv4(THERE, HERE)).isEqualTo(SEND);
        assertThat(ofIpv6(THERE_V6, HERE_V6, UNREACHABLE_V6, 0)).isEqualTo(SEND);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 11, 12, IcmpErrorPolicy.NO_TYPE})
    void shouldNotAnswerAnIcmpError(int type) {
        assertThat(ofIcmp(ICMP, type)).isEqualTo(ABOUT_ERROR);
        assertThat(ofIcmp(UDP, type)).as("the first octet of UDP is no type").isEqualTo(SEND);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 13, 14, 17})
    void shouldAnswerAnIcmpQuery(int type) {
        assertThat(ofIcmp(ICMP, type)).isEqualTo(SEND);
    }

    @ParameterizedTest
    @CsvSource({"255.255.255.255", "192.0.2.255", "224.0.0.1", "239.255.255.255"})
    void shouldNotAnswerADatagramToMany(String dst) {
        assertThat(ofIpv4(THERE, dst)).isEqualTo(TO_MANY);
    }

    @Test
    void shouldNotAnswerAFrameToMany() {
        assertThat(IcmpErrorPolicy.ofIpv4(v4(THERE), v4(HERE), 0, UDP, 0, BROADCAST, true))
                .isEqualTo(TO_MANY_ON_LINK);
        assertThat(ofIpv6(THERE_V6, HERE_V6, UDP, 0, true, UNREACHABLE_V6, 0)).isEqualTo(TO_MANY_ON_LINK);
    }

    @Test
    void shouldNotAnswerALaterFragment() {
        assertThat(IcmpErrorPolicy.ofIpv4(v4(THERE), v4(HERE), 8, UDP, 0, BROADCAST, false))
                .isEqualTo(LATER_FRAGMENT);
        assertThat(IcmpErrorPolicy.ofIpv4(v4(THERE), v4(HERE), 8, ICMP, 3, BROADCAST, false))
                .as("its first octet is no type")
                .isEqualTo(LATER_FRAGMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.5", "240.0.0.1", "255.255.255.255", "192.0.2.255"})
    void shouldNotAnswerASourceThatIsNoSingleHost(String src) {
        assertThat(ofIpv4(src, HERE)).isEqualTo(FROM_NO_HOST);
    }

    @Test
    void shouldAnswerLoopbackInsideOfTheMachine() {
        assertThat(ofIpv4("127.0.0.1", "127.0.0.2")).isEqualTo(SEND);
    }

    /// A link without broadcast gives 0 for the address, which must not match any.
    @Test
    void shouldKnowNoDirectedBroadcastWhereTheLinkHasNone() {
        assertThat(IcmpErrorPolicy.ofIpv4(v4("192.0.2.255"), v4(HERE), 0, UDP, 0, 0, false))
                .isEqualTo(SEND);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100, 127, 137, IcmpErrorPolicy.NO_TYPE})
    void shouldNotAnswerAnIcmpv6ErrorOrRedirect(int type) {
        assertThat(ofIpv6(THERE_V6, HERE_V6, ICMPV6, type, false, UNREACHABLE_V6, 0))
                .isEqualTo(ABOUT_ERROR);
        assertThat(ofIpv6(THERE_V6, HERE_V6, UDP, type, false, UNREACHABLE_V6, 0))
                .isEqualTo(SEND);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 129, 135, 136})
    void shouldAnswerIcmpv6Information(int type) {
        assertThat(ofIpv6(THERE_V6, HERE_V6, ICMPV6, type, false, UNREACHABLE_V6, 0))
                .isEqualTo(SEND);
    }

    /// RFC 4443, section 2.4 (e.3): two errors may answer what was sent to a group.
    @ParameterizedTest
    @CsvSource({
        "1, 0, TO_MANY",
        "2, 0, SEND",
        "3, 0, TO_MANY",
        "4, 0, TO_MANY",
        "4, 1, TO_MANY",
        "4, 2, SEND",
        "3, 2, TO_MANY"
    })
    void shouldAnswerAGroupWithTwoErrorsOnly(int type, int code, IcmpErrorPolicy expected) {
        assertThat(ofIpv6(THERE_V6, "ff02::1", type, code)).isEqualTo(expected);
    }

    @Test
    void shouldAnswerAFrameToManyWithTheSameTwo() {
        assertThat(ofIpv6(THERE_V6, HERE_V6, UDP, 0, true, TOO_BIG_V6, 0)).isEqualTo(SEND);
        assertThat(ofIpv6(THERE_V6, HERE_V6, UDP, 0, true, PARAMETER_PROBLEM_V6, 2))
                .isEqualTo(SEND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "ff02::1"})
    void shouldNotAnswerASourceThatIsNoSingleNode(String src) {
        assertThat(ofIpv6(src, HERE_V6, UNREACHABLE_V6, 0)).isEqualTo(FROM_NO_HOST);
        assertThat(ofIpv6(src, "ff02::1", TOO_BIG_V6, 0)).isEqualTo(FROM_NO_HOST);
    }

    /// Half of the unspecified address is not the unspecified address.
    @Test
    void shouldAnswerTheLoopbackAddressOfIpv6() {
        assertThat(ofIpv6("::1", "::1", UNREACHABLE_V6, 0)).isEqualTo(SEND);
    }

    private static IcmpErrorPolicy ofIpv4(String src, String dst) {
        return IcmpErrorPolicy.ofIpv4(v4(src), v4(dst), 0, UDP, 0, BROADCAST, false);
    }

    private static IcmpErrorPolicy ofIcmp(int protocol, int type) {
        return IcmpErrorPolicy.ofIpv4(v4(THERE), v4(HERE), 0, protocol, type, BROADCAST, false);
    }

    private static IcmpErrorPolicy ofIpv6(String src, String dst, int errorType, int errorCode) {
        return ofIpv6(src, dst, UDP, 0, false, errorType, errorCode);
    }

    private static IcmpErrorPolicy ofIpv6(
            String src, String dst, int nextHeader, int icmpType, boolean groupFrame, int errorType, int errorCode) {
        IpAddress from = IpAddress.parse(src);
        IpAddress to = IpAddress.parse(dst);
        return IcmpErrorPolicy.ofIpv6(
                from.high(), from.low(), to.high(), nextHeader, icmpType, groupFrame, errorType, errorCode);
    }

    private static int v4(String text) {
        return IpAddress.parse(text).v4();
    }
}
