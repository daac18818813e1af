package anax.bench;

import anax.bench.measure.OnExit;
import anax.bench.measure.Plan;
import anax.bench.measure.Progress;
import anax.bench.measure.Setting;

/// What a bench is given to run.
///
/// Owner: nobody; immutable.
///
/// @param setting  how many CPUs, on which processors, by which clock
/// @param plan     how long and how often
/// @param onExit   kills and deletes what must not outlive the program
/// @param progress is told how far the bench is
record BenchRun(Setting setting, Plan plan, OnExit onExit, Progress progress) {}
