package anax.netstack.ip;

import anax.netstack.engine.EngineEnvironment;
import anax.netstack.wire.ArpHeader;
import anax.netstack.wire.MacAddress;
import anax.runtime.timer.Timer;
import anax.runtime.timer.TimerHandler;
import org.agrona.collections.Int2ObjectHashMap;

/// This host's claims to its IPv4 addresses: asks whether somebody has one already, says that it is ours, and defends
/// it (RFC 5227, sections 2.1, 2.3 and 2.4).
///
/// Owner: the first partition; the others have one without claims. Allocates when an address is claimed. Never
/// blocks.
public final class AddressClaims {
    private static final int PROBES = 3;
    private static final int ANNOUNCEMENTS = 2;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PROBE_WAIT_NS = SECOND_NS;
    private static final long PROBE_MIN_NS = SECOND_NS;
    private static final long PROBE_SPREAD_NS = SECOND_NS;
    private static final long ANNOUNCE_WAIT_NS = 2 * SECOND_NS;
    private static final long ANNOUNCE_INTERVAL_NS = 2 * SECOND_NS;
    private static final long DEFEND_INTERVAL_NS = 10 * SECOND_NS;
    private static final int MAX_CONFLICTS = 10;
    private static final long RATE_LIMIT_INTERVAL_NS = 60 * SECOND_NS;

    private final EngineEnvironment environment;
    private final Neighbors neighbors;
    private final Int2ObjectHashMap<Claim> claims = new Int2ObjectHashMap<>();
    private final ConflictPolicy policy;
    private final Listener listener;
    private final int[] lostProbes = new int[InterfaceTable.MOST_INTERFACES];
    private long conflicts;

    /// Makes an empty set of claims.
    ///
    /// @param policy what to do about those who use our addresses
    public AddressClaims(EngineEnvironment environment, Neighbors neighbors, ConflictPolicy policy, Listener listener) {
        this.environment = environment;
        this.neighbors = neighbors;
        this.policy = policy;
        this.listener = listener;
    }

    /// Who sees to it that every partition knows what became of a claim. Owner: the first partition.
    @FunctionalInterface
    public interface Listener {
        /// It is known now whether an address is ours.
        ///
        /// @param stands true if it may be used from now on, false if it must be used no longer
        void onVerdict(int address, boolean stands);
    }

    /// Claims an address.
    ///
    /// @param probe whether to ask for it first, for some 5 s in which it is not to be used; else it is ours at
    ///     once. Where ten addresses turned out to be others', it takes a minute longer (RFC 5227, section 2.1.1)
    public void claim(NetworkInterface by, int address, boolean probe) {
        final Claim claim = new Claim(by, address);
        release(address);
        claims.put(address, claim);
        claim.probesLeft = probe ? PROBES : 0;
        claim.isTentative = probe;
        environment.schedule(claim.timer, environment.nowNs() + (probe ? probeWaitNs(by) : 0));
    }

    /// Gives an address up.
    public void release(int address) {
        final Claim claim = claims.remove(address);
        if (claim != null) {
            environment.cancel(claim.timer);
        }
    }

    /// True while it is not known whether an address is ours, and when it turned out to be another's: it must not
    /// be answered for.
    public boolean isTentative(int address) {
        final Claim claim = claims.get(address);
        return claim != null && claim.isTentative;
    }

    /// How often another station used, or wanted, an address of ours.
    public long conflicts() {
        return conflicts;
    }

    /// Hears an ARP packet that came in.
    void hear(NetworkInterface via, int operation, long senderHardware, int senderIp, int targetIp) {
        if (senderHardware == via.hardware()) {
            return;
        }
        final Claim sendersOwn = claims.get(senderIp);
        if (sendersOwn != null && sendersOwn.by.index() == via.index()) {
            sendersOwn.conflict();
            return;
        }
        final Claim wanted = claims.get(targetIp);
        final boolean isProbe = operation == ArpHeader.REQUEST && senderIp == Ipv4Addresses.ANY;
        if (wanted != null && wanted.isTentative && isProbe && wanted.by.index() == via.index()) {
            wanted.conflict(); // two ask for it at once: neither has it (section 2.1.1)
        }
    }

    private long probeWaitNs(NetworkInterface by) {
        final long rateNs = lostProbes[by.index()] < MAX_CONFLICTS ? 0 : RATE_LIMIT_INTERVAL_NS;
        return rateNs + upTo(PROBE_WAIT_NS);
    }

    private long upTo(long boundNs) {
        return Long.remainderUnsigned(environment.nextSecret(), boundNs);
    }

    /// One address. Owner: that of the claims.
    private final class Claim implements TimerHandler {
        private final NetworkInterface by;
        private final int address;
        private final Timer timer = environment.newTimer(this, 0);
        private int probesLeft;
        private int announcementsLeft = ANNOUNCEMENTS;
        private boolean isTentative;
        private boolean isLost;
        private boolean hasDefended;
        private long defendedNs;

        private Claim(NetworkInterface by, int address) {
            this.by = by;
            this.address = address;
        }

        @Override
        public void onTimer(Timer fired, long nowNs) {
            if (probesLeft > 0) {
                probesLeft--;
                neighbors.sendArp(by, MacAddress.BROADCAST, ArpHeader.REQUEST, Ipv4Addresses.ANY, 0, address);
                final long pauseNs = probesLeft > 0 ? PROBE_MIN_NS + upTo(PROBE_SPREAD_NS) : ANNOUNCE_WAIT_NS;
                environment.schedule(timer, nowNs + pauseNs);
            } else if (announcementsLeft > 0) {
                announcementsLeft--;
                announce();
                if (isTentative) {
                    isTentative = false;
                    listener.onVerdict(address, true);
                }
                if (announcementsLeft > 0) {
                    environment.schedule(timer, nowNs + ANNOUNCE_INTERVAL_NS);
                }
            }
        }

        /// Section 2.4: at most one announcement in defence within [#DEFEND_INTERVAL_NS], or two hosts that both
        /// defend would fill the link.
        private void conflict() {
            conflicts++;
            if (isTentative) {
                lostProbes[by.index()] += isLost ? 0 : 1;
                lose();
                return;
            }
            final long nowNs = environment.nowNs();
            final boolean first = !hasDefended || nowNs - defendedNs >= DEFEND_INTERVAL_NS;
            if (policy == ConflictPolicy.GIVE_UP || (policy == ConflictPolicy.DEFEND_ONCE && !first)) {
                lose();
            } else if (first) {
                hasDefended = true;
                defendedNs = nowNs;
                announce();
            }
        }

        /// Sections 2.1.1 and 2.4: it stays another's until it is claimed again.
        private void lose() {
            if (!isLost) {
                isLost = true;
                isTentative = true;
                environment.cancel(timer);
                listener.onVerdict(address, false);
            }
        }

        private void announce() {
            neighbors.sendArp(by, MacAddress.BROADCAST, ArpHeader.REQUEST, address, 0, address);
        }
    }
}
