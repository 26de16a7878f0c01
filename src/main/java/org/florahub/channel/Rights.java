package org.florahub.channel;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.florahub.adapter.Adapter;
import org.florahub.adapter.Adapters;
import org.jspecify.annotations.Nullable;

/// Who may do what at the edge: a user stands for the adapter whose `credentials` it is, and for nothing else.
///
/// | | send | read | call |
/// |---|---|---|---|
/// | an adapter's user | `in.ADAPTER` | `reply.ADAPTER`, `out.ADAPTER` | `/services/ADAPTER`, `/in/ADAPTER`,
/// `/proofs/…` of its own
/// deliveries |
/// | the operator | – | – | operations endpoints |
/// | the hub itself | `reply.*`, `out.*`, `dead.*` | `in.*` | – |
///
/// Whatever does not stand in this table is refused. Thread-safe.
final class Rights {

    /// The user of the operations endpoints. No adapter can have it: see [org.florahub.adapter.Adapters].
    static final String OPERATOR = "operator";

    /// Whether a user is an operator: `operator`, or one of several as `operator.NAME`.
    static boolean isOperator(String user) {
        return user.equals(OPERATOR) || user.startsWith(OPERATOR + ".");
    }

    /// The hub's own user on its broker; its password lives in this process only.
    static final String HUB = "flora-hub";

    private final Function<String, @Nullable String> adapterOfUser;

    private Rights(Function<String, @Nullable String> adapterOfUser) {
        this.adapterOfUser = adapterOfUser;
    }

    /// The rights of the adapters in force at the moment; each has a user of its own.
    static Rights of(Supplier<Adapters> adapters) {
        return new Rights(user -> {
            Adapter adapter = adapters.get().ofUser(user);
            return adapter == null ? null : adapter.name();
        });
    }

    /// The rights of these users, each with the name of its adapter.
    static Rights of(Map<String, String> adapterByUser) {
        return new Rights(Map.copyOf(adapterByUser)::get);
    }

    /// Whether the user stands for an adapter.
    boolean knows(String user) {
        return adapterOfUser.apply(user) != null;
    }

    boolean maySend(String user, String address) {
        if (user.equals(HUB)) {
            return address.startsWith("reply.") || address.startsWith("out.") || address.startsWith("dead.");
        }
        return isOneOf(user, "in.", address);
    }

    boolean mayRead(String user, String queue) {
        if (user.equals(HUB)) {
            return queue.startsWith("in.");
        }
        return isOneOf(user, "reply.", queue) || isOneOf(user, "out.", queue);
    }

    boolean mayCall(String user, String adapter) {
        return adapter.equals(adapterOfUser.apply(user));
    }

    private boolean isOneOf(String user, String prefix, String address) {
        return address.startsWith(prefix) && mayCall(user, address.substring(prefix.length()));
    }
}
