/// The program that this one grew out of: a table of a process's memory, as students of the UNAM wrote it in 2022.
///
/// **Law.** What it printed is printed, its errors included: pages of 4 KiB whatever the machine, sizes that round to
/// 1024.0, one gap from the last region of the user's half to `[vsyscall]`, names cut at their first blank, rights
/// without their fourth letter, the first file for the program, any slash for a file, raw names as uses. What is
/// right instead stands in the other packages. Uses [anax.procmaps.maps]. Read [OriginalTable] first.
package anax.procmaps.original;
