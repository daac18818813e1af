package anax.netstack.packetdrill.match;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// How timestamps of a script become those of the wire, and back.
///
/// Owner: the run of a script. The first one that leaves fixes how far the clocks are apart; each that leaves is
/// remembered as what the script calls it, so that the peer can echo it.
public final class Stamps {
    private static final long MASK = 0xFFFF_FFFFL;

    private final boolean scaled;
    private final Map<Long, Long> liveOfScript = new HashMap<>();
    private boolean begun;
    private long firstLive;
    private long firstScript;

    /// Makes an empty map.
    ///
    /// @param scaled whether an echo of what was never sent is counted from the first one instead of refused
    public Stamps(boolean scaled) {
        this.scaled = scaled;
    }

    /// Learns what the script calls a timestamp that leaves.
    public void onOutbound(long script, long live) {
        if (!begun) {
            begun = true;
            firstLive = live;
            firstScript = script;
        }
        liveOfScript.put(script, live);
    }

    /// A timestamp that leaves, on the script's clock.
    public long toScript(long live) {
        return begun ? (live - firstLive + firstScript) & MASK : live;
    }

    /// What the peer echoes, on the wire; empty if the stack never sent it.
    public OptionalLong echoToLive(long script) {
        final Long known = liveOfScript.get(script);
        if (known != null) {
            return OptionalLong.of(known);
        }
        return scaled && begun ? OptionalLong.of((script - firstScript + firstLive) & MASK) : OptionalLong.empty();
    }
}
