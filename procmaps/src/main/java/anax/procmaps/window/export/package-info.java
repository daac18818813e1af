/// What leaves the window: pictures as PNG and SVG, rows as text.
///
/// **Law.** A file shows what the window shows, from the same plots, and stands alone: it names the process, has the
/// legend, and loads nothing. Names of regions may hold any octet and are escaped. Writing happens where `/proc` may
/// be read, never on the event thread. Read [Picture] first.
package anax.procmaps.window.export;
