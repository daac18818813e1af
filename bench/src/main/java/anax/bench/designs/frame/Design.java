package anax.bench.designs.frame;

import anax.netstack.link.Link;

/// One way to run the protocol engine on several CPUs.
///
/// Owner: nobody, it never changes. At most one should be booted in a JVM: the compiler sees through the engine only
/// as long as one design's environment is loaded.
public interface Design {
    /// What people call it: lower case, words joined by hyphens.
    String name();

    /// Says in a sentence how it keeps its CPUs apart.
    String description();

    /// The most CPUs that it may be booted on: 1 for designs without protection, which exist to be compared with.
    int mostCpus();

    /// Boots the engine on as many CPUs as the link has queues and starts their threads, which poll at once.
    ///
    /// @param link the load: queue *i* is CPU *i*'s alone. Closing it is the caller's, after [Running#close]
    /// @throws IllegalArgumentException if the link has more queues than [#mostCpus]
    Running boot(Workload workload, Link link);
}
