/// The safe reader: what the kernel tells of a process's memory under `/proc`, whole or with the reason why not.
///
/// **Law.** The kernel's text is octets, never characters: names in it may hold any octet but zero. It is read to its
/// end before anything looks at it. A process is one open handle, from the first look to the last, because its number
/// may go to another. What the world does to a read (a process that ends, executes or forbids) is a value of
/// [ReadOutcome] and never an exception; exceptions are for a caller's mistake and for a machine that fails. Uses the
/// JDK only, and needs no flag. Read [ProcReader] first.
///
/// How a whole text is told from a torn one, in the order of the looks:
///
/// | look | what it shows |
/// |---|---|
/// | open `/proc/PID`, once | the process; the handle answers nothing after its end, whoever has the number then |
/// | `exe`, and of `stat` fields 22 and 26 to 28 | which process and which program it is |
/// | the text, to its end | all of it, or without any sign less, if the address space ended on the way |
/// | one octet of `maps`, opened before the text | the address space, to which it is bound, outlived the read |
/// | `exe` and `stat` again | that nothing was executed and nobody else has the number |
package anax.procmaps.read;
