/// The pictures: the address space, the treemap, the totals over time, the legend.
///
/// **Law.** A picture is drawn on a [Canvas] out of a layout of [anax.procmaps.window.model] and decides nothing but
/// colours and places of words, so that the screen, PNG and SVG show the same. No colour carries a meaning alone.
/// Knows colours and fonts of AWT, no component. Read [Canvas], then [TreemapPlot].
package anax.procmaps.window.plot;
