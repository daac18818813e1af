package anax.runtime.user;

/// Accounts that wait, first in first out.
///
/// Owner: the CPU of the scheduler that keeps it. Allocates nothing; O(1). Bound: the number of threads. An account
/// is in one list at most.
public final class AccountList {
    private Account first;
    private Account last;
    private int size;

    /// Makes an empty list.
    public AccountList() {}

    /// Appends one.
    public void add(Account account) {
        assert account.list == null : account + " waits twice";
        account.list = this;
        account.previous = last;
        if (last == null) {
            first = account;
        } else {
            last.next = account;
        }
        last = account;
        size++;
    }

    /// Takes one out.
    public void remove(Account account) {
        assert account.list == this : account + " waits elsewhere";
        if (account.previous == null) {
            first = account.next;
        } else {
            account.previous.next = account.next;
        }
        if (account.next == null) {
            last = account.previous;
        } else {
            account.next.previous = account.previous;
        }
        account.list = null;
        account.next = null;
        account.previous = null;
        size--;
    }

    /// The oldest; null if there is none.
    public Account first() {
        return first;
    }

    /// The one that came next; null if there is none.
    public static Account after(Account account) {
        return account.next;
    }

    /// How many there are.
    public int size() {
        return size;
    }
}
