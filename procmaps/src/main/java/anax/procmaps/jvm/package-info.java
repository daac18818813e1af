/// Which addresses of a process are a Java virtual machine's heap, code, classes and tables: asked of that machine.
///
/// **Law.** A process is only spoken to if it has loaded a JVM and catches the signal that wakes the JVM's attach
/// listener; any other would be killed by it. Only reading commands are sent. Ranges come with the words of the line
/// that told them. Uses the JDK only, not even its attach module, so that a small run-time image will do. Read
/// [JavaRanges] first.
package anax.procmaps.jvm;
