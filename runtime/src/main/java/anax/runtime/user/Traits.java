package anax.runtime.user;

import java.util.BitSet;
import java.util.Objects;

/// What a user thread is given for life: its class and level, its weight, and the CPUs that it may use.
///
/// @param kind   its class
/// @param level  within its class, the lower is the better: of normal threads -20 to 20, what Unix calls nice; of the
///               others 0 to 127
/// @param weight its share beside those of its group, for schedulers that share by weight: 1 to 10,000
/// @param cpus   the CPUs that it may use; none for all
public record Traits(UserClass kind, int level, int weight, BitSet cpus) {
    /// A normal thread as most are.
    public static final Traits NORMAL = new Traits(UserClass.NORMAL, 0, 100, new BitSet());

    /// The least and the greatest level of normal threads, and the greatest of the others.
    public static final int LEAST_NICE = -20, MOST_NICE = 20, MOST_LEVEL = 127;

    /// The greatest weight.
    public static final int MOST_WEIGHT = 10_000;

    /// Checks each value.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Traits {
        Objects.requireNonNull(kind, "a user thread needs a class");
        int least = kind == UserClass.NORMAL ? LEAST_NICE : 0;
        int most = kind == UserClass.NORMAL ? MOST_NICE : MOST_LEVEL;
        if (level < least || level > most) {
            throw new IllegalArgumentException(
                    "level " + level + " was given to a thread of class " + kind + "; use " + least + " to " + most);
        }
        checkWeight(weight);
        cpus = (BitSet) cpus.clone();
    }

    /// The same with another class and a level in it.
    public Traits with(UserClass newKind, int newLevel) {
        return new Traits(newKind, newLevel, weight, cpus);
    }

    /// The same with another weight.
    public Traits withWeight(int newWeight) {
        return new Traits(kind, level, newWeight, cpus);
    }

    /// The same on some CPUs only.
    public Traits onCpus(int... newCpus) {
        BitSet set = new BitSet();
        for (int cpu : newCpus) {
            set.set(cpu);
        }
        return new Traits(kind, level, weight, set);
    }

    /// The CPUs that it may use, as a copy; none for all.
    @Override
    public BitSet cpus() {
        return (BitSet) cpus.clone();
    }

    /// True if it may use a CPU.
    public boolean allows(int cpu) {
        return cpus.isEmpty() || cpus.get(cpu);
    }

    static void checkWeight(int weight) {
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("a weight of " + weight + " was given; use 1 to " + MOST_WEIGHT);
        }
    }
}
