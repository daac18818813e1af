package anax.bench.designs.locked;

import anax.netstack.engine.Guard;

/// Unused words before those of a guard, so that no other object's share their cache lines.
abstract class GuardPadding extends Guard {
    @SuppressWarnings("unused")
    private long p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}
