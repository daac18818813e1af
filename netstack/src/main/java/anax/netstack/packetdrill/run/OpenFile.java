package anax.netstack.packetdrill.run;

/// What a descriptor stands for.
///
/// Owner: the run of a script.
abstract sealed class OpenFile permits SocketFile, EpollFile {
    /// What it is ready for, as the constants of poll() say it.
    abstract int readiness();

    /// How often something has happened that may have made it ready.
    abstract long happenings();

    /// Lets go of it.
    abstract Attempt close();
}
