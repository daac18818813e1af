package anax.netstack.stack;

import anax.netstack.dispatch.SipHash;

/// Numbers that outsiders cannot foretell, though they see some of them.
///
/// Owner: one partition. Allocates nothing, never blocks.
public final class SecretSequence {
    private final SipHash secret;
    private long count;

    /// Makes the sequence of a secret.
    public SecretSequence(SipHash secret) {
        this.secret = secret;
    }

    /// The next one.
    public long next() {
        return secret.hash(count++);
    }
}
