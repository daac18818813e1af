/// The parts of the window, one class for each.
///
/// **Law.** A view shows what it was given and tells a listener what the user did; it reads no file, knows no other
/// view and computes nothing that grows faster than what can be seen: such work goes through [Latest]. Everything
/// here belongs to the event thread. Each part has a name (for tests), a name that is read aloud, and can be used
/// without a mouse. Uses the model, plots and exports, and FlatLaf. Read [RegionTable] first.
package anax.procmaps.window.view;
