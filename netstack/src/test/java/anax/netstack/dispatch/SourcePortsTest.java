package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Ports that lead a flow to the CPU that asks, without a trial: RFC 6056 for one of many CPUs.
class SourcePortsTest {
    private static final int FIRST = 32768;
    private static final int LAST = 60999;
    private static final PortUse NONE_TAKEN = port -> false;
    private static final int LOCAL = 0x0A00_0001;
    private static final int REMOTE = 0xC633_640A;

    private final IndirectionTable fourCpus = new IndirectionTable(4, new SipHash(3, 4));
    private final PortsBySlot usual = new PortsBySlot(FlowHash.TOEPLITZ, FIRST, LAST);

    @Property
    void shouldHashToTheCpuThatAskedWhenIpv4(
            @ForAll FlowHash hash,
            @ForAll @IntRange(min = 1, max = 128) int cpus,
            @ForAll @IntRange(max = 127) int any,
            @ForAll int local,
            @ForAll int remote,
            @ForAll @IntRange(max = 0xFFFF) int remotePort,
            @ForAll long key) {
        var table = new IndirectionTable(cpus, new SipHash(key, 1));
        var source = new SourcePorts(new PortsBySlot(hash, FIRST, LAST), table, any % cpus, new SipHash(key, 2));

        int port = source.pick(local, remote, remotePort, NONE_TAKEN);

        assertThat(port).isBetween(FIRST, LAST);
        assertThat(table.cpu(hash.hash(local, remote, port, remotePort))).isEqualTo(any % cpus);
        assertThat(table.cpu(hash.hash(remote, local, remotePort, port))).isEqualTo(any % cpus);
    }

    @Property
    void shouldHashToTheCpuThatAskedWhenIpv6(
            @ForAll FlowHash hash,
            @ForAll @IntRange(min = 1, max = 128) int cpus,
            @ForAll @IntRange(max = 127) int any,
            @ForAll long localHigh,
            @ForAll long localLow,
            @ForAll long remoteHigh,
            @ForAll long remoteLow,
            @ForAll @IntRange(max = 0xFFFF) int remotePort) {
        var table = new IndirectionTable(cpus, new SipHash(localLow, 1));
        var source = new SourcePorts(new PortsBySlot(hash, FIRST, LAST), table, any % cpus, new SipHash(7, 2));

        int port = source.pick(localHigh, localLow, remoteHigh, remoteLow, remotePort, NONE_TAKEN);

        assertThat(port).isBetween(FIRST, LAST);
        assertThat(table.cpu(hash.hash(localHigh, localLow, remoteHigh, remoteLow, port, remotePort)))
                .isEqualTo(any % cpus);
    }

    /// Each port is given once, by one CPU, and none is left over.
    @Property(tries = 100)
    void shouldDivideTheWholeRangeBetweenTheCpus(
            @ForAll FlowHash hash,
            @ForAll @IntRange(min = 1, max = 128) int cpus,
            @ForAll int remote,
            @ForAll @IntRange(max = 0xFFFF) int remotePort,
            @ForAll @IntRange(min = 1, max = 60_000) int first,
            @ForAll @IntRange(max = 2_000) int more) {
        var table = new IndirectionTable(cpus, new SipHash(remote, 1));
        var ports = new PortsBySlot(hash, first, first + more);
        var given = new BitSet();
        for (int cpu = 0; cpu < cpus; cpu++) {
            BitSet ofCpu = all(new SourcePorts(ports, table, cpu, new SipHash(cpu, 2)), remote, remotePort);
            assertThat(given.intersects(ofCpu)).as("a port of two CPUs").isFalse();
            given.or(ofCpu);
        }

        assertThat(given.cardinality()).isEqualTo(more + 1);
        assertThat(given.nextSetBit(0)).isEqualTo(first);
        assertThat(given.length()).isEqualTo(first + more + 1);
    }

    @Test
    void shouldAnswerNoneFreeWhenAllPortsOfTheCpuAreTaken() {
        var source = new SourcePorts(usual, fourCpus, 2, new SipHash(5, 6));
        BitSet taken = all(source, REMOTE, 443);

        assertThat(taken.cardinality()).isBetween(32 * 220, 32 * 222);
        assertThat(source.pick(LOCAL, REMOTE, 443, taken::get)).isEqualTo(SourcePorts.NONE_FREE);

        int freed = taken.nextSetBit(50_000);
        taken.clear(freed);
        assertThat(source.pick(LOCAL, REMOTE, 443, taken::get)).isEqualTo(freed);
    }

    /// A range of one port belongs to one CPU; the other three have nothing to give.
    @Test
    void shouldAnswerNoneFreeWhenTheRangeHasNoPortForTheCpu() {
        var one = new PortsBySlot(FlowHash.TOEPLITZ, 5000, 5000);
        int found = 0;
        for (int cpu = 0; cpu < 4; cpu++) {
            int port = new SourcePorts(one, fourCpus, cpu, new SipHash(5, 6)).pick(LOCAL, REMOTE, 443, NONE_TAKEN);
            assertThat(port).isIn(5000, SourcePorts.NONE_FREE);
            found += port == 5000 ? 1 : 0;
        }

        assertThat(found).isOne();
    }

    /// RFC 6056, section 3.3.4: a port comes again only after all others, even if nobody says that it is taken.
    @Test
    void shouldGiveEveryOtherPortBeforeOneComesAgain() {
        var source = new SourcePorts(usual, fourCpus, 1, new SipHash(5, 6));
        int first = source.pick(LOCAL, REMOTE, 443, NONE_TAKEN);
        var given = new BitSet();
        for (int port = first; !given.get(port); port = source.pick(LOCAL, REMOTE, 443, NONE_TAKEN)) {
            given.set(port);
        }

        assertThat(given).isEqualTo(all(source, REMOTE, 443));
    }

    /// The taken ports are passed once, not again by each connection after.
    @Test
    void shouldGoOnBehindThePortsThatWereTaken() {
        var source = new SourcePorts(usual, fourCpus, 1, new SipHash(5, 6));
        BitSet all = all(source, REMOTE, 443);
        int free = all.nextSetBit(45_000);
        source.pick(LOCAL, REMOTE, 443, port -> port != free);

        int[] asked = new int[1];
        source.pick(LOCAL, REMOTE, 443, port -> {
            asked[0]++;
            return port == free;
        });

        assertThat(asked[0]).isOne();
    }

    /// RFC 6056, section 3.3.3: where a destination's ports begin, only the secret tells.
    @Test
    void shouldBeginElsewhereForAnotherDestinationOrSecret() {
        var starts = new BitSet();
        for (int i = 0; i < 100; i++) {
            starts.set(first(new SipHash(5, 6), REMOTE, 1000 + i));
            starts.set(first(new SipHash(5, 6), REMOTE + i, 443));
            starts.set(first(new SipHash(5, 7 + i), REMOTE, 443));
        }

        assertThat(starts.cardinality()).isGreaterThan(280);
        assertThat(first(new SipHash(5, 6), REMOTE, 443)).isEqualTo(first(new SipHash(5, 6), REMOTE, 443));
    }

    private int first(SipHash secret, int remote, int remotePort) {
        return new SourcePorts(usual, fourCpus, 1, secret).pick(LOCAL, remote, remotePort, NONE_TAKEN);
    }

    private static BitSet all(SourcePorts source, int remote, int remotePort) {
        var given = new BitSet();
        int port = source.pick(LOCAL, remote, remotePort, given::get);
        while (port != SourcePorts.NONE_FREE) {
            assertThat(given.get(port)).isFalse();
            given.set(port);
            port = source.pick(LOCAL, remote, remotePort, given::get);
        }
        return given;
    }
}
