package anax.netstack.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Who may choose addresses and ports, and knows all but the secret, does not make lookups longer.
class FlowTableAttackTest {
    private static final int FLOWS = 1_000;
    private static final int OURS = 0x0A00_0001;
    private static final int PORT = 443;
    private static final long LOW_32 = 0xFFFF_FFFFL;

    /// Slots of a table with so many flows.
    private static final int SLOT_BITS = 11;

    /// What chance alone makes of so many flows, with much to spare.
    private static final int MOST_PROBED = 64;

    private static final SipHash KNOWN = new SipHash(1, 2);
    private static final SipHash SECRET = new SipHash(0x1234_5678_9ABC_DEF0L, 0x0FED_CBA9_8765_4321L);

    /// Flows that stand in one row if the secret is the one that the attacker knows.
    @Test
    void shouldSpreadFlowsThatCollideUnderAnotherSecret() {
        final int[] remotes = new int[FLOWS];
        final int[] ports = new int[FLOWS];
        int found = 0;
        for (int tried = 0; found < FLOWS; tried++) {
            final int remote = 0xC612_0000 + (tried >>> 14);
            final int port = 1_024 + (tried & 0x3FFF);
            final long hash = KNOWN.hash((long) OURS << 32 | (remote & LOW_32), PORT << 16 | port);
            if (hash >>> (Long.SIZE - SLOT_BITS) == 5) {
                remotes[found] = remote;
                ports[found] = port;
                found++;
            }
        }
        assertThat(tableOf(KNOWN, remotes, ports).longestProbe())
                .as("slots looked at, where the secret is known")
                .isGreaterThan(FLOWS / 2);
        assertThat(tableOf(SECRET, remotes, ports).longestProbe()).isLessThanOrEqualTo(MOST_PROBED);
    }

    /// The hash that chooses the CPU has no secret, and is linear: whoever likes can send all his flows to one
    /// CPU, but not to one row there.
    @Test
    void shouldSpreadFlowsThatAllComeToOneCpuAndOneSlotOfItsShare() {
        final int[] remotes = new int[FLOWS];
        final int[] ports = new int[FLOWS];
        int found = 0;
        for (int tried = 0; found < FLOWS; tried++) {
            final int remote = 0xC612_0000 + (tried >>> 14);
            final int port = 1_024 + (tried & 0x3FFF);
            if ((FlowHash.TOEPLITZ.hash(OURS, remote, PORT, port) & 0x3FF) == 77) {
                remotes[found] = remote;
                ports[found] = port;
                found++;
            }
        }
        assertThat(tableOf(SECRET, remotes, ports).longestProbe()).isLessThanOrEqualTo(MOST_PROBED);
    }

    private static FlowTable<Integer> tableOf(SipHash secret, int[] remotes, int[] ports) {
        final FlowTable<Integer> table = new FlowTable<>(FLOWS, secret);
        for (int i = 0; i < FLOWS; i++) {
            assertThat(table.insert(OURS, remotes[i], PORT, ports[i], i)).isEqualTo(FlowTable.INSERTED);
        }
        return table;
    }
}
