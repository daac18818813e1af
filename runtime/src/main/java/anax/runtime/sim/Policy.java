package anax.runtime.sim;

/// What decides wherever a simulated machine could go on in different ways.
///
/// Owner: one simulation. Its answers alone make one run differ from another.
interface Policy {

    /// How far the clock moves with the next step, in nanoseconds, at least 1.
    long stepNs();

    /// Which CPU runs next, of those that can.
    ///
    /// @param options how many can, at least 1; they are counted from the one after the CPU that ran last,
    ///     round
    /// @return 0 to `options`, exclusive
    int chooseCpu(int options);

    /// Whether the running CPU is stopped where it is, though it could go on. If no other one can run it is the
    /// same CPU's turn again; the clock moves meanwhile, so that a thread may wait for a time without giving
    /// way.
    boolean stopsHere(boolean anotherCanRun);

    /// For how many steps the CPU that was chosen is left out instead; 0 to run it.
    long pauseSteps();
}
