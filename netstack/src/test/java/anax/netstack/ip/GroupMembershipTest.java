package anax.netstack.ip;

import static anax.netstack.ip.IgmpFrames.datagram;
import static anax.netstack.ip.IgmpFrames.olderQuery;
import static anax.netstack.ip.IgmpFrames.olderReport;
import static anax.netstack.ip.IgmpFrames.query;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.packet.DropReason;
import anax.netstack.stack.LonePartition;
import anax.netstack.wire.IpAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A host's IGMP, rule by rule, on a clock of the test.
class GroupMembershipTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String GROUP = "239.1.2.3";
    private static final String OTHER = "239.9.9.9";

    private final LonePartition host = LonePartition.only();

    @AfterEach
    void shouldAccountForEveryPacket() {
        host.close();
    }

    /// RFC 3376, section 5.1: a change is reported at once, and again [Robustness Variable] - 1 times within 1 s.
    @Test
    void shouldReportTwiceWhenJoined() {
        join(GROUP);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 to-ex 239.1.2.3");
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 to-ex 239.1.2.3");
        saysNothingFor(300);
    }

    @Test
    void shouldReportTwiceWhenLeft() {
        join(GROUP);
        host.pass(SECOND_NS);
        said();
        leave(GROUP);
        assertThat(isMember(GROUP)).isFalse();
        assertThat(said()).containsExactly("to 224.0.0.22: v3 to-in 239.1.2.3");
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 to-in 239.1.2.3");
        saysNothingFor(300);
    }

    /// Section 5.1: a second change ends the reports of the first one.
    @Test
    void shouldReportLastChangeOnlyWhenLeftWhileJoinIsRepeated() {
        join(GROUP);
        leave(GROUP);
        host.pass(SECOND_NS);
        assertThat(said())
                .containsExactly(
                        "to 224.0.0.22: v3 to-ex 239.1.2.3",
                        "to 224.0.0.22: v3 to-in 239.1.2.3",
                        "to 224.0.0.22: v3 to-in 239.1.2.3");
    }

    @Test
    void shouldSayNothingWhenJoinedByAnother() {
        join(GROUP);
        host.pass(SECOND_NS);
        said();
        listen("another", GROUP, SourceFilter.ALL);
        leave(GROUP);
        saysNothingFor(2);
        assertThat(isMember(GROUP)).isTrue();
    }

    /// Section 5: "the all-systems multicast address, 224.0.0.1, is handled as a special case": never reported.
    @Test
    void shouldNeverReportTheGroupOfAll() {
        join("224.0.0.1");
        saysNothingFor(2);
        host.receives(query(null, 10, 2));
        host.receives(query("224.0.0.1", 10, 2));
        saysNothingFor(2);
        leave("224.0.0.1");
        saysNothingFor(2);
        assertThat(isMember("224.0.0.1")).isTrue();
    }

    /// Section 8.1: the querier says how often its links lose a message.
    @Test
    void shouldRepeatAsOftenAsQuerierSays() {
        host.receives(query(null, 10, 4));
        host.pass(SECOND_NS);
        join(GROUP);
        host.pass(3 * SECOND_NS);
        assertThat(said()).hasSize(4);
    }

    /// Section 5.2: one report for all groups, within the time that the query allows.
    @Test
    void shouldAnswerGeneralQueryInTimeWithAllGroups() {
        joinedAndSettled(GROUP, OTHER);
        host.receives(query(null, 100, 2));
        assertThat(said()).isEmpty();
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 is-ex 239.1.2.3 is-ex 239.9.9.9");
        saysNothingFor(300);
    }

    /// The delay is anywhere in that time, else all hosts would answer at once.
    @Test
    void shouldSpreadAnswersOverTime() {
        joinedAndSettled(GROUP);
        int early = 0;
        for (int i = 0; i < 64; i++) {
            host.receives(query(null, 100, 2));
            host.pass(5 * SECOND_NS);
            early += said().size();
            host.pass(5 * SECOND_NS);
            said();
        }
        assertThat(early).isBetween(16, 48);
    }

    @Test
    void shouldAnswerInSeveralReportsWhenGroupsExceedMtu() {
        for (int i = 0; i < 200; i++) {
            join("239.0.1." + i);
        }
        host.pass(SECOND_NS);
        said();
        host.receives(query(null, 10, 2));
        host.pass(SECOND_NS);
        final List<byte[]> frames = host.sent();
        assertThat(frames).hasSize(2);
        assertThat(frames.getFirst().length).isBetween(1_500, 1_514);
        assertThat(String.join(" ", IgmpFrames.said(frames)).split("is-ex")).hasSize(201);
    }

    /// RFC 3376, section 4.2.16: no report is longer than its link takes.
    @Test
    void shouldAnswerInShorterReportsWhenLinkTakesLess() {
        final NetworkInterface wire = host.wire();
        final NetworkInterface narrow = new NetworkInterface(
                wire.index(),
                wire.name(),
                wire.type(),
                600,
                wire.hardware(),
                wire.capabilities(),
                wire.addresses(),
                true);
        host.does(partition -> partition.interfaces().put(narrow));
        for (int i = 0; i < 100; i++) {
            join("239.0.1." + i);
        }
        host.pass(SECOND_NS);
        said();
        host.receives(query(null, 10, 2));
        host.pass(SECOND_NS);
        assertThat(host.sent()).hasSize(2).allMatch(frame -> frame.length <= 614);
    }

    @Test
    void shouldAnswerNothingWhenMemberOfNone() {
        host.receives(query(null, 10, 2));
        host.receives(query(GROUP, 10, 2));
        saysNothingFor(20);
    }

    @Test
    void shouldAnswerGroupSpecificQueryForThatGroup() {
        joinedAndSettled(GROUP, OTHER);
        host.receives(query(OTHER, 10, 2));
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 is-ex 239.9.9.9");
        saysNothingFor(300);
    }

    /// Section 5.2, rule 1: a general answer that comes sooner is answer enough.
    @Test
    void shouldNotAnswerForGroupWhenGeneralAnswerIsSooner() {
        joinedAndSettled(GROUP);
        host.receives(query(null, 10, 2));
        host.receives(query(GROUP, 100, 2));
        host.pass(10 * SECOND_NS);
        assertThat(said()).hasSize(1);
    }

    @Test
    void shouldAnswerOnceWhenQueriedTwice() {
        joinedAndSettled(GROUP);
        host.receives(query(GROUP, 10, 2));
        host.receives(query(GROUP, 10, 2));
        host.pass(SECOND_NS);
        assertThat(said()).hasSize(1);
        host.receives(query(null, 100, 2));
        host.receives(query(null, 100, 2));
        host.pass(10 * SECOND_NS);
        assertThat(said()).hasSize(1);
    }

    /// Section 7.2.1 and RFC 2236, section 3: where a querier speaks version 2, so do we.
    @Test
    void shouldSpeakVersion2WhileItsQuerierIsPresent() {
        host.receives(olderQuery(null, 100));
        assertThat(version()).isEqualTo(2);
        join(GROUP);
        assertThat(said()).containsExactly("to 239.1.2.3: v2 report 239.1.2.3");
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly("to 239.1.2.3: v2 report 239.1.2.3");
        leave(GROUP);
        assertThat(said()).containsExactly("to 224.0.0.2: v2 leave 239.1.2.3");
        saysNothingFor(20);
    }

    /// Section 8.12: robustness times query interval, and one response interval.
    @Test
    void shouldSpeakVersion3AgainAfterOlderQuerierPresentTimeout() {
        host.receives(olderQuery(null, 100));
        host.pass(259 * SECOND_NS);
        assertThat(version()).isEqualTo(2);
        host.pass(2 * SECOND_NS);
        assertThat(version()).isEqualTo(3);
        join(GROUP);
        assertThat(said()).containsExactly("to 224.0.0.22: v3 to-ex 239.1.2.3");
    }

    /// Section 7.2.1: a query of version 3 does not end that time.
    @Test
    void shouldGoOnInVersion2WhenVersion3IsHeardToo() {
        joinedAndSettled(GROUP);
        host.receives(olderQuery(null, 10));
        host.receives(query(null, 10, 2));
        host.pass(2 * SECOND_NS);
        assertThat(said()).containsExactly("to 239.1.2.3: v2 report 239.1.2.3");
    }

    /// Section 7.2.1: what was pending in another version is not said.
    @Test
    void shouldCancelWhatIsPendingWhenVersionChanges() {
        join(GROUP);
        said();
        host.receives(query(null, 100, 2));
        host.receives(olderQuery(null, 100));
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly("to 239.1.2.3: v2 report 239.1.2.3");
    }

    /// RFC 2236, section 3: each group has an answer of its own.
    @Test
    void shouldAnswerVersion2QueriesGroupByGroup() {
        joinedAndSettled(GROUP, OTHER);
        host.receives(olderQuery(null, 50));
        host.pass(5 * SECOND_NS);
        assertThat(said())
                .containsExactlyInAnyOrder("to 239.1.2.3: v2 report 239.1.2.3", "to 239.9.9.9: v2 report 239.9.9.9");
        host.receives(olderQuery(OTHER, 10));
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly("to 239.9.9.9: v2 report 239.9.9.9");
    }

    /// RFC 2236, section 3: another host's report is ours as well.
    @Test
    void shouldKeepQuietInVersion2WhenAnotherReports() {
        joinedAndSettled(GROUP);
        host.receives(olderQuery(null, 100));
        host.receives(olderReport(GROUP));
        saysNothingFor(20);
        assertThat(isMember(GROUP)).isTrue();
    }

    @Test
    void shouldAnswerInVersion3ThoughAnotherReports() {
        joinedAndSettled(GROUP);
        host.receives(query(GROUP, 10, 2));
        host.receives(olderReport(GROUP));
        host.pass(SECOND_NS);
        assertThat(said()).hasSize(1);
    }

    /// RFC 2236, section 4: version 1 has reports of its own, and nobody leaves.
    @Test
    void shouldSpeakVersion1WhileItsQuerierIsPresent() {
        host.receives(olderQuery(null, 0));
        assertThat(version()).isEqualTo(1);
        join(GROUP);
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly("to 239.1.2.3: v1 report 239.1.2.3", "to 239.1.2.3: v1 report 239.1.2.3");
        leave(GROUP);
        saysNothingFor(20);
    }

    /// RFC 3376, section 9.1: a query that was not sent by a router of this link.
    @Test
    void shouldIgnoreQueryWithoutRouterAlert() {
        joinedAndSettled(GROUP);
        final byte[] alerted = olderQuery(null, 10);
        final byte[] igmp = java.util.Arrays.copyOfRange(alerted, alerted.length - 8, alerted.length);
        host.receives(datagram("224.0.0.1", igmp, false));
        assertThat(host.dropped()).containsExactly(DropReason.IGMP_NO_ALERT);
        saysNothingFor(20);
    }

    @Test
    void shouldDropWhatIsMalformedAndIgnoreWhatIsUnknown() {
        joinedAndSettled(GROUP);
        final byte[] damaged = query(null, 10, 2);
        final int interval = damaged.length - 3;
        damaged[interval] ^= 1;
        host.receives(damaged);
        final byte[] longer = query(null, 10, 2);
        longer[longer.length - 1] = 1; // a source that is not there
        host.receives(longer);
        host.receives(datagram("224.0.0.1", new byte[7], true));
        assertThat(host.dropped()).containsOnly(DropReason.IGMP_MALFORMED).hasSize(3);
        host.receives(datagram("224.0.0.1", new byte[] {0x7F, 0, (byte) 0x80, (byte) 0xFF, 0, 0, 0, 0}, true));
        assertThat(host.dropped()).isEmpty();
        saysNothingFor(20);
    }

    @Test
    void shouldSayNothingOnLoopbackOrDownInterface() {
        host.does(partition -> partition.groups().listen(this, NetworkInterface.LOOPBACK, v4(GROUP), SourceFilter.ALL));
        saysNothingFor(2);
        host.does(partition -> partition.interfaces().put(host.wire().withUp(false)));
        join(GROUP);
        saysNothingFor(2);
        assertThat(isMember(GROUP)).isTrue();
    }

    private void joinedAndSettled(String... groups) {
        for (final String group : groups) {
            join(group);
        }
        host.pass(SECOND_NS);
        said();
    }

    private void join(String group) {
        listen(this, group, SourceFilter.ALL);
    }

    private void leave(String group) {
        listen(this, group, SourceFilter.NONE);
    }

    private void listen(Object listener, String group, SourceFilter filter) {
        host.does(partition -> partition.groups().listen(listener, 1, v4(group), filter));
    }

    private boolean isMember(String group) {
        return host.partition().groups().isMember(1, v4(group));
    }

    private int version() {
        return host.partition().groups().version(1);
    }

    private List<String> said() {
        return IgmpFrames.said(host.sent());
    }

    private void saysNothingFor(int seconds) {
        host.pass(seconds * SECOND_NS);
        assertThat(said()).isEmpty();
    }

    private static int v4(String address) {
        return IpAddress.parse(address).v4();
    }
}
