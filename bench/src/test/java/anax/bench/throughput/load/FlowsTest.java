package anax.bench.throughput.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowsTest {
    private static final Flows.Owners BY_PORT = (src, dst, srcPort, dstPort) -> srcPort % 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 25, 50, 100})
    void shouldBringThatShareOfEachOwnersFlowsToItsOwnQueue(int affinity) {
        Flows flows = Flows.of(Traffic.of(Job.UDP_ECHO, affinity, 1_000, 0, 64, 0), 4, BY_PORT);
        for (int owner = 0; owner < 4; owner++) {
            int all = 0;
            int home = 0;
            for (int flow = 0; flow < flows.count(); flow++) {
                if (flows.owner(flow) == owner) {
                    all++;
                    home += flows.entry(flow) == owner ? 1 : 0;
                }
            }
            assertThat(100.0 * home / all).isEqualTo(affinity, within(0.5));
        }
    }

    @Test
    void shouldBringEverythingHomeWhereThereIsOneCpu() {
        Flows flows = Flows.of(Traffic.of(Job.UDP_ECHO, 0, 10, 0, 64, 0), 1, (src, dst, srcPort, dstPort) -> 0);
        assertThat(flows.share(0)).isEqualTo(1);
    }

    @Test
    void shouldBeTheSameEachTime() {
        Flows one = Flows.of(Traffic.of(Job.UDP_ECHO, 50, 100, 1.1, 64, 0), 4, BY_PORT);
        Flows other = Flows.of(Traffic.of(Job.UDP_ECHO, 50, 100, 1.1, 64, 0), 4, BY_PORT);
        assertThat(other.turns(2)).isEqualTo(one.turns(2));
        assertThat(other.entryTurns(1)).isEqualTo(one.entryTurns(1));
        assertThat(other.entryTurns(1)).isNotEqualTo(one.entryTurns(2));
    }

    @Test
    void shouldGiveTurnsByWeight() {
        Flows flows = Flows.of(Traffic.of(Job.UDP_ECHO, 100, 3, 1, 64, 0), 1, (src, dst, srcPort, dstPort) -> 0);
        int[] counts = new int[3];
        for (int flow : flows.turns(0)) {
            counts[flow]++;
        }
        double all = 1 + 1 / 2.0 + 1 / 3.0;
        assertThat(counts[0] / (double) Flows.TURNS).isEqualTo(1 / all, within(0.01));
        assertThat(counts[2] / (double) Flows.TURNS).isEqualTo(1 / 3.0 / all, within(0.01));
    }

    @Test
    void shouldTellWhatPartOfTheRequestsACpuOwns() {
        Flows flows = Flows.of(Traffic.of(Job.UDP_ECHO, 0, 1_000, 0, 64, 0), 4, BY_PORT);
        double sum = 0;
        for (int cpu = 0; cpu < 4; cpu++) {
            sum += flows.ownedShare(cpu);
            assertThat(flows.ownedShare(cpu)).isBetween(0.2, 0.3);
        }
        assertThat(sum).isEqualTo(1, within(1e-9));
    }

    @Test
    void shouldFindEachFlowByItsEndAndGiveEachAPlaceInItsQueue() {
        Flows flows = Flows.of(Traffic.of(Job.TCP_RR, 50, 50_000, 0, 64, 0), 4, BY_PORT);
        for (int flow = 0; flow < flows.count(); flow += 97) {
            assertThat(flows.flowOf(flows.address(flow), flows.port(flow))).isEqualTo(flow);
            assertThat(flows.ofQueue(flows.entry(flow)).length).isGreaterThan(flows.place(flow));
        }
        int[] ofFirst = flows.ofQueue(0);
        for (int place = 0; place < ofFirst.length; place++) {
            assertThat(flows.place(ofFirst[place])).isEqualTo(place);
        }
        assertThat(flows.flowOf(Flows.SERVER, flows.port(0))).isEqualTo(-1);
        assertThat(flows.flowOf(flows.address(0) ^ 1, flows.port(0))).isEqualTo(-1);
    }
}
