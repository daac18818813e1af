package anax.bench.measure;

import java.util.List;

/// A named set of groups that are measured by [Interleaving].
///
/// Owner: nobody; stateless, so that a fork can make the same groups as its parent.
public interface Suite {

    /// As it is called on the command line: "messages".
    String name();

    /// What it measures, in one line.
    String summary();

    /// Its groups in the order of reports, those that cannot be measured here among them.
    ///
    /// Making a group must be cheap: contestants make their threads and queues when they are started.
    List<Group> groups(Setting setting);

    /// What a fork has to know beside the name to make the same groups; empty if that is enough.
    default String options() {
        return "";
    }

    /// The suite that had these [#options].
    default Suite with(String options) {
        return this;
    }
}
