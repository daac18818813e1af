package anax.netstack.tcp;

/// In which order the options of a SYN stand. The protocol does not care; who watches it does.
///
/// Owner: nobody, it never changes.
public enum SynOptionLayout {
    /// Maximum segment size, SACK permitted, timestamps, one padding, window scale; what is not there leaves
    /// paddings, so that what follows keeps its place in the words.
    LINUX,

    /// Maximum segment size, padding, window scale, SACK permitted, timestamps; filled up with ends of options.
    BSD
}
