/// Octets that the kernel wrote: numbers, escapes, distinct names, and lengths in units for people.
///
/// **Law.** Nothing here knows what a region is. Numbers are unsigned and as wide as the kernel's; a method that
/// reads answers whether it could, and throws nothing. Uses the JDK only. Read [Digits] first.
package anax.procmaps.text;
