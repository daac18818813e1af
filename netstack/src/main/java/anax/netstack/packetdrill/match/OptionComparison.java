package anax.netstack.packetdrill.match;

import anax.netstack.packetdrill.syntax.TcpOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Whether TCP options are those that the script expects.
///
/// Owner: one comparison.
final class OptionComparison {
    private final Dialogue dialogue;
    private final PacketComparison.Rules rules;
    private final boolean syn;

    OptionComparison(Dialogue dialogue, PacketComparison.Rules rules, boolean syn) {
        this.dialogue = dialogue;
        this.rules = rules;
        this.syn = syn;
    }

    boolean alike(List<TcpOption> wanted, List<TcpOption> got) {
        return rules.relaxed() ? alikeAsSets(wanted, got) : alikeInOrder(wanted, got);
    }

    private boolean alikeInOrder(List<TcpOption> wanted, List<TcpOption> got) {
        if (wanted.size() != got.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!alike(wanted.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean alikeAsSets(List<TcpOption> wanted, List<TcpOption> got) {
        final List<TcpOption> left = new ArrayList<>(got);
        left.removeIf(OptionComparison::isFiller);
        for (final TcpOption option : wanted) {
            if (!isFiller(option) && !removeAlike(left, option)) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private boolean removeAlike(List<TcpOption> left, TcpOption wanted) {
        for (int i = 0; i < left.size(); i++) {
            if (alike(wanted, left.get(i))) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean isFiller(TcpOption option) {
        return option instanceof TcpOption.NoOperation || option instanceof TcpOption.EndOfList;
    }

    private boolean alike(TcpOption wanted, TcpOption got) {
        if (wanted instanceof TcpOption.Timestamps(OptionalLong value, long _, boolean _)
                && got instanceof TcpOption.Timestamps(OptionalLong liveValue, long _, boolean _)) {
            return alikeStamps(value, liveValue.orElse(0));
        }
        if (rules.relaxed() && wanted instanceof TcpOption.WindowScale && got instanceof TcpOption.WindowScale) {
            return true;
        }
        return wanted.equals(shown(got));
    }

    private boolean alikeStamps(OptionalLong wanted, long live) {
        if (rules.tickNs() == 0 || wanted.isEmpty()) {
            return true;
        }
        final long off = Math.abs((int) (dialogue.stamps().toScript(live) - wanted.getAsLong()));
        return off * rules.tickNs() <= rules.toleranceNs();
    }

    /// Options of the wire as the script would write them.
    List<TcpOption> shown(List<TcpOption> options) {
        return options.stream().map(this::shown).toList();
    }

    private TcpOption shown(TcpOption option) {
        return ScriptView.option(option, dialogue, syn);
    }
}
