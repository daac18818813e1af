/// What `anax net` does: a stack on a device of this machine's kernel, and the tables of stacks that run.
///
/// **Law.** Nothing here reads the command line or ends the program. What another process sent is never printed as it
/// came: a control character in a name must not reach the terminal. What is opened is closed in one place, whatever
/// went wrong, so that no device, socket file or half capture is left. Uses the stack, its services and its
/// inspection. Read [DeviceHost] and [StackAnswers] first.
package anax.bench.net;
