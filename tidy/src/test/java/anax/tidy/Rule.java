package anax.tidy;

import java.util.List;

/// A law that the text of the repository must keep.
interface Rule {
    /// Every place among the sources that breaks it.
    List<Violation> violations(List<Source> sources);
}
