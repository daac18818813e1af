/// What the window shows, without a window: rows, totals, scales, layouts, time.
///
/// **Law.** Nothing here knows Swing, AWT, `/proc` or a clock: it is computed from memories that were read and from
/// times that were told, so every picture can be tested as numbers. Values are immutable; what changes ([Timeline],
/// [Shelf], [Baseline]) has a bound and belongs to the event thread. Uses the library. Read [Snapshot], then
/// [RowList].
package anax.procmaps.window.model;
