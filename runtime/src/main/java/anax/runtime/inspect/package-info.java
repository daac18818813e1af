/// Looking at a machine from outside: what each thread is doing, what each CPU has counted, and who holds a CPU.
///
/// **Law.** Looking changes nothing: what a CPU owns is read by an entry on that CPU, and whoever asks gets a copy. A
/// CPU that does not answer in time is itself the answer: then the stack of its Java thread says who holds it. Only
/// the user whose process it is may ask. Nothing here runs unless somebody opens it, and each wait has its bound.
///
/// **The wire.** An [Inspector] listens on a Unix-domain socket `PID-NUMBER.sock` in `$XDG_RUNTIME_DIR/anax`, or else
/// in `anax-UID` in the folder for temporary files; folder and socket have mode 0700. A client sends one line of
/// ASCII and reads one answer in UTF-8:
///
/// ```
/// anax-inspect 1 snapshot            or: anax-inspect 1 snapshot stacks
/// anax-inspect 1 topic NAME DETAIL
/// ```
/// Fields are separated by tabs; in a field `\t`, `\n`, `\r` and `\\` stand for those characters. `held` and
/// `counter` lines belong to the `cpu` line before them, `ran`, `sections` and `at` lines to the `thread` line before
/// them.
///
/// | line                                               | what it says                                        |
/// |----------------------------------------------------|-----------------------------------------------------|
/// | `anax-inspect 1`                                   | the version; always the first line                  |
/// | `machine` NAME PID                                 | whose answer it is                                  |
/// | `cpu` ID PROCESSOR ANSWERED PARKED RUNS            | -1 if it is unpinned; two booleans; a thread's name |
/// | `counter` NAME VALUE                               | one for each figure of the CPU                      |
/// | `held` CLASS METHOD FILE LINE                      | a frame of the Java thread of a CPU that is held    |
/// | `thread` STATE PRIORITY CRITICAL DEPTH WAIT NAME   | as of [anax.runtime.ThreadSnapshot]                 |
/// | `ran` NANOSECONDS                                  | for how long it has had the processor, by samples   |
/// | `sections` SENTENCE                                | in debug mode: its critical sections, newest first  |
/// | `at` CLASS METHOD FILE LINE                        | a frame of the thread, the innermost first          |
/// | `omitted` NUMBER                                   | so many threads of the CPU are not listed           |
/// | `error` SENTENCE                                   | instead of all but the first and the last line      |
/// | `end`                                              | the answer is whole                                 |
///
/// To a question about a topic ([InspectionTopic]), which is the program's own, the second line answers `topic NAME`
/// or, if the program has no such topic, `unserved NAME`; the lines behind it are the topic's.
///
/// A reader skips lines of kinds that it does not know. A change that it could misread gets another version.
///
/// Uses `anax.runtime` and its clock. Read [SnapshotTaker] first, then [Inspector], [StallWatchdog].
package anax.runtime.inspect;
