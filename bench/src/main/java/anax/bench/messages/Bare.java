package anax.bench.messages;

import jdk.internal.vm.ContinuationScope;

/// The scope of the bare continuations that floors are made of.
///
/// Owner: nobody; a constant.
final class Bare {
    static final ContinuationScope SCOPE = new ContinuationScope("anax-bench");

    private Bare() {}
}
