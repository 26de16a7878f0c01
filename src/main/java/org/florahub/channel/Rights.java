package org.florahub.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.florahub.adapter.Adapter;

/// Who may do what at the edge: a user stands for the adapter whose `credentials` it is, and for nothing else.
///
/// | | send | read | call |
/// |---|---|---|---|
/// | an adapter's user | `in.ADAPTER` | `reply.ADAPTER`, `out.ADAPTER` | `/services/ADAPTER`, `/proofs/…` of its own
/// deliveries |
/// | the operator | – | – | operations endpoints |
/// | the hub itself | `reply.*`, `out.*`, `dead.*` | `in.*` | – |
///
/// Whatever does not stand in this table is refused. Immutable.
final class Rights {

    /// The user of the operations endpoints.
    static final String OPERATOR = "operator";

    /// The hub's own user on its broker; its password lives in this process only.
    static final String HUB = "flora-hub";

    private final Map<String, String> adapterByUser;

    private Rights(Map<String, String> adapterByUser) {
        this.adapterByUser = adapterByUser;
    }

    /// The rights of all adapters; each has a user of its own.
    ///
    /// @throws IllegalArgumentException if an adapter claims one of the hub's own users
    static Rights of(Collection<Adapter> adapters) {
        var byUser = new TreeMap<String, String>();
        adapters.forEach(adapter -> byUser.put(adapter.credentials(), adapter.name()));
        return of(byUser);
    }

    /// The rights of these users, each with the name of its adapter.
    static Rights of(Map<String, String> adapterByUser) {
        for (String own : List.of(OPERATOR, HUB)) {
            if (adapterByUser.containsKey(own)) {
                throw new IllegalArgumentException(
                        "adapter.yaml: found credentials '%s', expected a name of the adapter's own. Rename it."
                                .formatted(own));
            }
        }
        return new Rights(new TreeMap<>(adapterByUser));
    }

    /// All users who stand for an adapter, sorted.
    Set<String> users() {
        return adapterByUser.keySet();
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
        return adapter.equals(adapterByUser.get(user));
    }

    private boolean isOneOf(String user, String prefix, String address) {
        return address.startsWith(prefix) && mayCall(user, address.substring(prefix.length()));
    }
}
