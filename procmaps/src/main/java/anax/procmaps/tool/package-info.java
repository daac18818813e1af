/// The command `anax maps`.
///
/// **Law.** Results go to standard output, everything else to standard error; what a person reads comes out of the
/// resource bundle, what a program reads (JSON, CSV) is the same in every language. Names from a map may hold any
/// octet and are never sent raw to a terminal. The command stands in this jar because it is the library's first user
/// and starts fastest beside nothing else: it needs picocli, which is an optional dependency, so that a program that
/// uses the library gets no library with it and never loads a class of this package. Uses all packages of the
/// library. Read [MapsCommand] first, then [Session].
package anax.procmaps.tool;
