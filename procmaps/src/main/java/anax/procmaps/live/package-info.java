/// What else a live process tells: the size of its pages, its name, the stacks of its threads, the state of its
/// pages.
///
/// **Law.** Everything here is a look of its own, at another moment than the map; whoever joins them asks afterwards
/// whether it was the same process (see [anax.procmaps.read.ProcReader#identity]). What cannot be seen is absent,
/// never guessed. Uses [anax.procmaps.maps]. Read [ThreadStacks] first.
package anax.procmaps.live;
