/// What people are shown: words in two languages, one colour for each use, and names that harm no terminal.
///
/// **Law.** Every sentence, heading and word for a constant comes out of a bundle, English or Spanish, and both have the
/// same keys. A colour never carries a meaning alone: the word stands beside it. Shared by the command and the window;
/// knows neither terminals nor Swing. Uses what stands below [anax.procmaps]. Read [Words] first.
package anax.procmaps.show;
