/// What each region is for, and why we say so.
///
/// **Law.** Every region gets one category by the first rule that fits, and the rule is kept with it: nothing is said
/// that cannot be explained. A path is judged with the device and inode behind it, never by its letters alone where
/// the kernel tells more. Names that no rule knows are [Category#SPECIAL], never an error. Uses [anax.procmaps.maps],
/// [anax.procmaps.live] and [anax.procmaps.jvm]. Read [Category], then [Rule], then [Classifier].
package anax.procmaps.classify;
