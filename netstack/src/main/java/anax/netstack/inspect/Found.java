package anax.netstack.inspect;

import java.util.List;

/// What was found in a table: its first entries, and how many there are besides.
///
/// Owner: nobody, it never changes.
record Found<T>(List<T> rows, long omitted) {}
