package anax.netstack.ip;

import java.util.function.Consumer;

/// Routes by prefix, as a binary trie whose chains of single branches are one node each.
///
/// Owner: the owner of the [RouteTable]. Allocates when it changes, never on lookup. Never blocks. Has no bound of
/// its own: the [RouteTable] counts.
///
/// A prefix is up to 128 bits, left-aligned in two words, the rest of them zero. A node without routes has two
/// children; so there are fewer such nodes than others.
final class RouteTrie {
    private static final Route[] NO_ROUTES = new Route[0];

    private Node root;

    /// One prefix; its `routes` have ascending metrics.
    private static final class Node {
        final long high;
        final long low;
        final int length;
        Route[] routes = NO_ROUTES;
        Node zero;
        Node one;

        Node(long high, long low, int length) {
            this.high = high & highMask(length);
            this.low = low & lowMask(length);
            this.length = length;
        }

        boolean covers(long high, long low) {
            return (high & highMask(length)) == this.high && (low & lowMask(length)) == this.low;
        }

        boolean is(long high, long low, int length) {
            return this.length == length && this.high == high && this.low == low;
        }

        Node childTowards(long high, long low) {
            return isOne(high, low, length) ? one : zero;
        }

        void childTowards(long high, long low, Node child) {
            if (isOne(high, low, length)) {
                one = child;
            } else {
                zero = child;
            }
        }
    }

    /// The best route of the longest prefix that covers the address, or null.
    Route lookup(long high, long low) {
        Route best = null;
        for (Node node = root; node != null && node.covers(high, low); node = node.childTowards(high, low)) {
            if (node.routes.length > 0) {
                best = node.routes[0];
            }
        }
        return best;
    }

    /// The routes to exactly this prefix, in ascending order of metric.
    Route[] routes(long high, long low, int length) {
        Node node = root;
        while (node != null && node.length < length && node.covers(high, low)) {
            node = node.childTowards(high, low);
        }
        return node != null && node.is(high, low, length) ? node.routes : NO_ROUTES;
    }

    /// Sets the routes to a prefix; none forgets it.
    void routes(long high, long low, int length, Route[] routes) {
        root = routes.length == 0 ? without(root, high, low, length) : with(root, new Node(high, low, length), routes);
    }

    /// Shows every route, a prefix before those inside of it, and else in the order of addresses.
    void forEach(Consumer<Route> consumer) {
        show(root, consumer);
    }

    /// How many nodes there are, for inspection: under twice as many as prefixes.
    int nodes() {
        return nodes(root);
    }

    /// The tree at `node` with these routes to the prefix of `fresh`, which comes in unless that prefix has a
    /// node.
    private static Node with(Node node, Node fresh, Route[] routes) {
        if (node != null && node.is(fresh.high, fresh.low, fresh.length)) {
            node.routes = routes;
            return node;
        }
        if (node == null) {
            fresh.routes = routes;
            return fresh;
        }
        int common = Math.min(commonBits(node, fresh), Math.min(node.length, fresh.length));
        if (common == node.length) {
            node.childTowards(fresh.high, fresh.low, with(node.childTowards(fresh.high, fresh.low), fresh, routes));
            return node;
        }
        fresh.routes = routes;
        if (common == fresh.length) {
            fresh.childTowards(node.high, node.low, node);
            return fresh;
        }
        var branch = new Node(fresh.high, fresh.low, common);
        branch.childTowards(node.high, node.low, node);
        branch.childTowards(fresh.high, fresh.low, fresh);
        return branch;
    }

    private static Node without(Node node, long high, long low, int length) {
        if (node == null || node.length > length || !node.covers(high, low)) {
            return node;
        }
        if (node.length == length) {
            node.routes = NO_ROUTES;
        } else {
            node.childTowards(high, low, without(node.childTowards(high, low), high, low, length));
        }
        if (node.routes.length > 0 || (node.zero != null && node.one != null)) {
            return node;
        }
        return node.zero != null ? node.zero : node.one;
    }

    private static void show(Node node, Consumer<Route> consumer) {
        if (node != null) {
            for (Route route : node.routes) {
                consumer.accept(route);
            }
            show(node.zero, consumer);
            show(node.one, consumer);
        }
    }

    private static int nodes(Node node) {
        return node == null ? 0 : 1 + nodes(node.zero) + nodes(node.one);
    }

    private static int commonBits(Node first, Node second) {
        long highs = first.high ^ second.high;
        return highs != 0
                ? Long.numberOfLeadingZeros(highs)
                : Long.SIZE + Long.numberOfLeadingZeros(first.low ^ second.low);
    }

    /// Whether the bit after the first `index` ones is set.
    private static boolean isOne(long high, long low, int index) {
        return (index < Long.SIZE ? high << index : low << index) < 0;
    }

    private static long highMask(int length) {
        return length == 0 ? 0 : -1L << (Long.SIZE - Math.min(length, Long.SIZE));
    }

    private static long lowMask(int length) {
        return length <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - length);
    }
}
