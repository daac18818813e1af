package anax.netstack.dispatch;

import java.util.function.Consumer;

/// What is kept for IPv4 flows, by addresses and ports: a table of one CPU, or one that several threads share.
///
/// Owner: that of the table. A class and no interface, because the compiler finds the only subclass of a class that
/// is loaded.
///
/// @param <V> what is kept
public abstract class FlowIndex<V> {
    /// For subclasses.
    protected FlowIndex() {}

    /// What is kept for an IPv4 flow, or null.
    public abstract V get(int local, int remote, int localPort, int remotePort);

    /// Keeps a value for an IPv4 flow: [FlowTable#INSERTED], [FlowTable#DUPLICATE] or [FlowTable#FULL].
    public abstract int insert(int local, int remote, int localPort, int remotePort, V value);

    /// Forgets an IPv4 flow and answers what was kept for it, or null if nothing was.
    public abstract V remove(int local, int remote, int localPort, int remotePort);

    /// Shows every value, in no order that means anything. The consumer must not change the index.
    public abstract void forEach(Consumer<? super V> consumer);

    /// How many flows there are.
    public abstract int size();
}
