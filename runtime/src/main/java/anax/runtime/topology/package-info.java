/// Which processors this process may use, and how a thread is tied to one of them.
///
/// **Law.** Only processors that the process was allowed when it started are ever named, and only the calling thread
/// is ever pinned: nothing outlives the thread, so a killed process leaves the machine as it was. A refusal is an
/// answer with its reason, never silence. Uses nothing of ours. Read [Topology] first.
package anax.runtime.topology;
