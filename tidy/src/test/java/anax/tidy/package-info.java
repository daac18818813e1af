/// Tests that hold the repository to its own laws.
///
/// **Law.** Every check here is a rule that takes what it looks at as an argument. So one test applies it to the
/// repository, where it must find nothing, and another to a bad sample, where it must find something: a check that
/// cannot
/// fail is a defect. A failure says where, what, and what to do instead; if the code is better as it is, the rule
/// changes
/// in the same commit. Read [Rule] first, then [TidyTest]; [ArchitectureTest] has the rules on compiled classes.
package anax.tidy;
