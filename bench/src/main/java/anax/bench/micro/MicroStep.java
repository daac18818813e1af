package anax.bench.micro;

import anax.bench.measure.Role;

/// One step: a benchmark of JMH's, and what it is called.
///
/// Owner: nobody; immutable.
///
/// @param benchmark the method, with its class, as JMH writes it
/// @param name      for people
/// @param role      what it is in the race for
record MicroStep(String benchmark, String name, Role role) {}
