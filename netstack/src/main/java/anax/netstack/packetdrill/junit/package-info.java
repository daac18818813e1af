/// Scripts as tests of JUnit 5.
///
/// **Law.** Only this package knows JUnit, which a program that does not use it need not have.
///
/// Uses `anax.netstack.packetdrill.run` and `org.junit.jupiter.api`. Read
/// [anax.netstack.packetdrill.junit.ScriptTests].
package anax.netstack.packetdrill.junit;
