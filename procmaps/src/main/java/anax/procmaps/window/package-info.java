/// The window: `anax maps --window`.
///
/// **Law.** `/proc` and files are read by [Looker] on a thread of its own, never on the event thread, which an
/// assertion in each of its methods holds; rows, layouts and comparisons are computed on a second one; everything
/// else belongs to the event thread. Looks follow each other only after a rest that keeps reading to a small part of
/// the time. Uses [anax.procmaps.window.model], [anax.procmaps.window.view] and [anax.procmaps.window.export];
/// FlatLaf is an optional dependency, needed for this package and the views only. Read [MapWindow] first.
package anax.procmaps.window;
