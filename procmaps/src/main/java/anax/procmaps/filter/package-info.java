/// The language of conditions on regions: `libc`, `~\.so$`, `perm:wx`, `size>1M`, `addr:7f00-7fff`, `use:heap`, `deleted`.
///
/// **Law.** A condition is a value that says yes or no to one region of one memory and changes nothing. Words that are
/// no condition are refused with a sentence that says what would be one. Shared by the command and the window. Uses
/// [anax.procmaps] and [anax.procmaps.show]. Read [Filter] first.
package anax.procmaps.filter;
