package org.florahub.transform.template;

import java.util.Map;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.event.StatusEvent;
import org.jspecify.annotations.Nullable;

/// What a document does not say itself, but its surroundings do. Immutable.
///
/// @param values reading: fields that the adapter supplies where the format has no place for them, such as
///               `source`; what the document states wins. Writing: fields of this delivery, such as `target`,
///               `message.id`, `message.sentAt`; they win over what the statements say
/// @param regime writing: the law that the cases of **all** statements of the document follow; it matters to
///               transforms that are [Transform#regimeDependent()] and to CloudEvents. Reading: not used
/// @param event  writing with the `cloudevents` engine: the recorded event, whose id, pseudonyms and times become
///               context attributes; `null` for every other engine
public record Given(
        Map<Field, String> values, Regime regime, @Nullable StatusEvent event) {

    /// Nothing given, regime unknown.
    public static final Given NOTHING = new Given(Map.of());

    public Given {
        values = Map.copyOf(values);
    }

    /// These values, regime unknown, no recorded event.
    public Given(Map<Field, String> values) {
        this(values, Regime.UNKNOWN, null);
    }

    /// The same values for cases of that regime.
    public Given under(Regime law) {
        return new Given(values, law, event);
    }

    /// The same values for that recorded event, with its regime.
    public Given of(StatusEvent recorded) {
        return new Given(values, recorded.regime(), recorded);
    }
}
