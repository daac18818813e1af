package anax.netstack.ip;

import static anax.netstack.ip.IgmpFrames.olderQuery;
import static anax.netstack.ip.IgmpFrames.query;
import static org.assertj.core.api.Assertions.assertThat;

import anax.netstack.stack.LonePartition;
import anax.netstack.wire.IpAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What routers are told of sources: RFC 3376, sections 4.2.16, 5.1 and 5.2, on a clock of the test.
class SourceReportsTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final String GROUP = "239.1.2.3";
    private static final String REPORT = "to 224.0.0.22: v3 ";

    private final LonePartition host = LonePartition.only();

    @AfterEach
    void shouldAccountForEveryPacket() {
        host.close();
    }

    /// Section 5.1: INCLUDE (A) to INCLUDE (B) is said as ALLOW (B - A) and BLOCK (A - B).
    @Test
    void shouldSayWhichSourcesCameAndWentWhenListIncludes() {
        becomes(including("192.0.2.1"));
        saysTwice("allow 239.1.2.3 from 192.0.2.1");
        becomes(including("192.0.2.2", "192.0.2.3"));
        saysTwice("allow 239.1.2.3 from 192.0.2.2,192.0.2.3 block 239.1.2.3 from 192.0.2.1");
        becomes(SourceFilter.NONE);
        saysTwice("block 239.1.2.3 from 192.0.2.2,192.0.2.3");
        assertThat(host.partition().groups().isMember(1, v4(GROUP))).isFalse();
    }

    /// Section 5.1: EXCLUDE (A) to EXCLUDE (B) is said as ALLOW (A - B) and BLOCK (B - A).
    @Test
    void shouldSayWhichSourcesCameAndWentWhenListExcludes() {
        becomes(excluding("192.0.2.1"));
        saysTwice("to-ex 239.1.2.3 from 192.0.2.1");
        becomes(excluding("192.0.2.2"));
        saysTwice("allow 239.1.2.3 from 192.0.2.1 block 239.1.2.3 from 192.0.2.2");
    }

    /// Section 5.1: a change of mode says all of the list.
    @Test
    void shouldSayWholeListWhenModeChanges() {
        becomes(including("192.0.2.1"));
        settle();
        becomes(excluding("192.0.2.2", "192.0.2.3"));
        saysTwice("to-ex 239.1.2.3 from 192.0.2.2,192.0.2.3");
        becomes(including("192.0.2.4"));
        saysTwice("to-in 239.1.2.3 from 192.0.2.4");
    }

    /// Section 5.1: sources that changed while an earlier report is repeated are said together, each as often as
    /// the links want it.
    @Test
    void shouldRepeatEachSourceAsOftenAsItMust() {
        becomes(including("192.0.2.1"));
        assertThat(said()).containsExactly(REPORT + "allow 239.1.2.3 from 192.0.2.1");
        becomes(including("192.0.2.1", "192.0.2.2"));
        assertThat(said()).containsExactly(REPORT + "allow 239.1.2.3 from 192.0.2.1,192.0.2.2");
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "allow 239.1.2.3 from 192.0.2.2");
        saysNothingFor(300);
    }

    /// Section 5.1: a source that came and went again is said to be blocked.
    @Test
    void shouldSayLastStateOfSourceWhenItChangedTwice() {
        becomes(including("192.0.2.1", "192.0.2.2"));
        becomes(including("192.0.2.1"));
        host.pass(SECOND_NS);
        assertThat(said())
                .containsExactly(
                        REPORT + "allow 239.1.2.3 from 192.0.2.1,192.0.2.2",
                        REPORT + "allow 239.1.2.3 from 192.0.2.1 block 239.1.2.3 from 192.0.2.2",
                        REPORT + "block 239.1.2.3 from 192.0.2.2");
    }

    /// Section 5.1: the next reports after a change of mode say the mode, however often the list changes
    /// meanwhile; what of the list is to be said more often follows.
    @Test
    void shouldSayModeAsOftenAsItMustThoughListChangesMeanwhile() {
        becomes(excluding("192.0.2.1"));
        becomes(excluding("192.0.2.1", "192.0.2.2"));
        host.pass(2 * SECOND_NS);
        assertThat(said())
                .containsExactly(
                        REPORT + "to-ex 239.1.2.3 from 192.0.2.1",
                        REPORT + "to-ex 239.1.2.3 from 192.0.2.1,192.0.2.2",
                        REPORT + "block 239.1.2.3 from 192.0.2.2");
    }

    /// Section 3.2: what one wants and another excludes is wanted.
    @Test
    void shouldSayWhatListenersWantTogether() {
        becomes(excluding("192.0.2.1", "192.0.2.2"));
        settle();
        host.does(partition -> partition.groups().listen("another", 1, v4(GROUP), including("192.0.2.1")));
        saysTwice("allow 239.1.2.3 from 192.0.2.1");
        becomes(SourceFilter.NONE);
        saysTwice("to-in 239.1.2.3 from 192.0.2.1");
    }

    /// Section 5.2: a general question is answered with mode and list of every group.
    @Test
    void shouldAnswerGeneralQueryWithSources() {
        becomes(including("192.0.2.1", "192.0.2.2"));
        host.does(partition -> partition.groups().listen(this, 1, v4("239.9.9.9"), excluding("192.0.2.3")));
        settle();
        host.receives(query(null, 10, 2));
        host.pass(SECOND_NS);
        assertThat(said())
                .containsExactly(REPORT + "is-in 239.1.2.3 from 192.0.2.1,192.0.2.2 is-ex 239.9.9.9 from 192.0.2.3");
    }

    /// Section 5.2: INCLUDE (A) asked after B answers IS_IN (A * B).
    @Test
    void shouldAnswerForSourcesThatItIncludes() {
        becomes(including("192.0.2.1", "192.0.2.2"));
        settle();
        host.receives(query(GROUP, 10, 2, "192.0.2.2", "192.0.2.3"));
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-in 239.1.2.3 from 192.0.2.2");
        host.receives(query(GROUP, 10, 2, "192.0.2.3"));
        saysNothingFor(20);
    }

    /// Section 5.2: EXCLUDE (A) asked after B answers IS_IN (B - A).
    @Test
    void shouldAnswerForSourcesThatItDoesNotExclude() {
        becomes(excluding("192.0.2.1"));
        settle();
        host.receives(query(GROUP, 10, 2, "192.0.2.1", "192.0.2.2"));
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-in 239.1.2.3 from 192.0.2.2");
        host.receives(query(GROUP, 10, 2, "192.0.2.1"));
        saysNothingFor(20);
    }

    /// Section 5.2, rule 5: sources that are asked after before the answer is sent are answered together.
    @Test
    void shouldAnswerTogetherForSourcesOfSeveralQueries() {
        becomes(SourceFilter.ALL);
        settle();
        host.receives(query(GROUP, 100, 2, "192.0.2.1"));
        host.receives(query(GROUP, 100, 2, "192.0.2.2"));
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-in 239.1.2.3 from 192.0.2.1,192.0.2.2");
        saysNothingFor(20);
    }

    /// Section 5.2, rule 4: a question about the whole group, before or after, makes it an answer for the group.
    @Test
    void shouldAnswerForGroupWhenThatIsAskedTooWhicheverComesFirst() {
        becomes(SourceFilter.ALL);
        settle();
        host.receives(query(GROUP, 100, 2, "192.0.2.1"));
        host.receives(query(GROUP, 100, 2));
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-ex 239.1.2.3");
        host.receives(query(GROUP, 100, 2));
        host.receives(query(GROUP, 100, 2, "192.0.2.1"));
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-ex 239.1.2.3");
    }

    /// The bound of what a router can have us keep: beyond it the whole group is answered for.
    @Test
    void shouldAnswerForGroupWhenTooManySourcesAreAskedAfter() {
        becomes(SourceFilter.ALL);
        settle();
        for (int i = 0; i <= IgmpGroup.MOST_QUERIED / 256; i++) {
            final String network = "192.0." + i + ".";
            host.receives(query(
                    GROUP,
                    255,
                    2,
                    IntStream.range(0, 256).mapToObj(n -> network + n).toArray(String[]::new)));
        }
        host.pass(30 * SECOND_NS);
        assertThat(said()).containsExactly(REPORT + "is-ex 239.1.2.3");
    }

    /// Section 4.2.16: a record that includes is split where a report is full; one that excludes has only what
    /// fits.
    @Test
    void shouldSplitRecordThatIncludesAndCutOneThatExcludesWhenTooLong() {
        final String[] many = IntStream.range(0, 500)
                .mapToObj(n -> "192.0." + n / 250 + "." + n % 250)
                .toArray(String[]::new);
        becomes(including(many));
        final List<String> allowed = said();
        assertThat(allowed).hasSize(2).allMatch(line -> line.startsWith(REPORT + "allow 239.1.2.3 from "));
        assertThat(String.join(",", allowed).split(",")).hasSize(500);
        settle();
        becomes(excluding(many));
        assertThat(said()).hasSize(1).allMatch(line -> line.split(",").length == 365);
    }

    /// Section 7.2.1: where an older version is spoken there is nothing to say of sources.
    @Test
    void shouldSayOnlyMembershipWhileOlderQuerierIsPresent() {
        host.receives(olderQuery(null, 100));
        becomes(including("192.0.2.1"));
        host.pass(10 * SECOND_NS);
        assertThat(said()).containsExactly("to 239.1.2.3: v2 report 239.1.2.3", "to 239.1.2.3: v2 report 239.1.2.3");
        becomes(including("192.0.2.2"));
        becomes(excluding("192.0.2.2"));
        saysNothingFor(20);
        becomes(SourceFilter.NONE);
        assertThat(said()).containsExactly("to 224.0.0.2: v2 leave 239.1.2.3");
    }

    /// A group that was left is forgotten once routers know: joining it again begins anew.
    @Test
    void shouldBeginAnewWhenJoinedAgain() {
        becomes(including("192.0.2.1"));
        settle();
        becomes(SourceFilter.NONE);
        settle();
        becomes(SourceFilter.ALL);
        saysTwice("to-ex 239.1.2.3");
    }

    private void saysTwice(String record) {
        assertThat(said()).containsExactly(REPORT + record);
        host.pass(SECOND_NS);
        assertThat(said()).containsExactly(REPORT + record);
        saysNothingFor(300);
    }

    private void saysNothingFor(int seconds) {
        host.pass(seconds * SECOND_NS);
        assertThat(said()).isEmpty();
    }

    private void settle() {
        host.pass(2 * SECOND_NS);
        said();
    }

    private void becomes(SourceFilter filter) {
        host.does(partition -> partition.groups().listen(this, 1, v4(GROUP), filter));
    }

    private List<String> said() {
        return IgmpFrames.said(host.sent());
    }

    private static SourceFilter including(String... sources) {
        return SourceFilter.including(addresses(sources));
    }

    private static SourceFilter excluding(String... sources) {
        return SourceFilter.excluding(addresses(sources));
    }

    private static int[] addresses(String... sources) {
        return Arrays.stream(sources).mapToInt(SourceReportsTest::v4).toArray();
    }

    private static int v4(String address) {
        return IpAddress.parse(address).v4();
    }
}
