/// The map of a process: a lossless parser of `/proc/PID/maps`, its regions as columns, and the text again.
///
/// **Law.** No input makes an exception: what is no region is kept with its number, and `format(parse(x))` is `x`,
/// octet for octet. Addresses, offsets and inodes are unsigned numbers of 64 bits; a name is octets. Whatever grows
/// with the text grows in line with it. Nothing here reads a file or knows what a region is for. Uses
/// [anax.procmaps.text]. Read [MapsSnapshot] first, then [MapsLine].
///
/// One line, as the kernel writes it (fs/proc/task_mmu.c):
///
/// ```
/// 7f11e0000000-7f11e0001000 r-xp 00001000 fd:01 62                         /srv/lib old.so (deleted)
/// start        end          perm offset   dev   inode                      name, to the end of the line
/// ```
///
/// Addresses have at least eight digits and no zeros before them beyond that; a name begins at column 73 (49 on
/// kernels of 32 bits) or after two blanks, whichever is later; without a name one blank ends the line.
package anax.procmaps.maps;
