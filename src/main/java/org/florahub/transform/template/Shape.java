package org.florahub.transform.template;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.Regime;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.ValueCatalogue;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Values;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content.Slot;
import org.jspecify.annotations.Nullable;

/// What a template can say: the fields it binds and the facts it implies, whatever its format. Immutable.
///
/// @param name      file name without extension
/// @param place     where the template begins
/// @param set       facts that the kind of message implies
/// @param regime    the only law under which it may be written, or `null` if it does not matter
/// @param direction which ways it serves
/// @param slots     in the order of the template
public record Shape(
        String name,
        Place place,
        Map<Field, String> set,
        @Nullable Regime regime,
        Directives.Direction direction,
        List<Bound> slots) {

    /// A slot in its place.
    ///
    /// @param where  XML path or column name
    /// @param shared whether it stands outside the repeated part, so that all statements of a document share it
    public record Bound(Slot slot, Place at, String where, boolean shared) {

        public boolean binds(Field field) {
            return !slot.writeOnly() && slot.converter().fields().contains(field);
        }
    }

    /// Why a statement cannot be written.
    ///
    /// @param code kebab-case name of the reason
    public record Refusal(String code, @Nullable String where, String found, String expected, String remedy) {}

    public Shape {
        set = Map.copyOf(set);
        slots = List.copyOf(slots);
    }

    public boolean binds(Field field) {
        return slots.stream().anyMatch(slot -> slot.binds(field));
    }

    /// What the template calls the place of a field; the field's own path if it has none.
    public String where(Field field) {
        for (Bound bound : slots) {
            if (bound.binds(field)) {
                return bound.where();
            }
        }
        return field.path();
    }

    private @Nullable Converter converter(Field field) {
        for (Bound bound : slots) {
            if (bound.binds(field)) {
                return bound.slot().converter();
            }
        }
        return null;
    }

    /// The statuses of the messages that fit.
    public Set<String> statusesRead() {
        return values(Field.STATUS, allStatuses(), true);
    }

    /// The statuses that it has a place for.
    public Set<String> statusesWritten() {
        return values(Field.STATUS, allStatuses(), false);
    }

    /// The kinds of statement that it has a place for; a format without one can only report.
    public Set<String> kindsWritten() {
        if (!set.containsKey(Field.KIND) && !binds(Field.KIND)) {
            return Set.of(Kind.REPORT.key());
        }
        return values(Field.KIND, Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.toSet()), false);
    }

    private static Set<String> allStatuses() {
        return StatusCatalogue.standard().all().stream().map(Status::key).collect(Collectors.toSet());
    }

    private Set<String> values(Field field, Set<String> all, boolean reading) {
        String implied = set.get(field);
        if (implied != null) {
            return Set.of(implied);
        }
        if (converter(field) instanceof Converter.Coded coded) {
            return reading ? coded.list().readable() : coded.list().writable();
        }
        return new TreeSet<>(all);
    }

    /// Whether it has a place for that kind. Asked for each statement: nothing is collected.
    private boolean writesKind(String kind) {
        String implied = set.get(Field.KIND);
        if (implied != null) {
            return implied.equals(kind);
        }
        Converter converter = converter(Field.KIND);
        if (converter instanceof Converter.Coded coded) {
            return coded.list().write(kind) != null;
        }
        return converter != null || kind.equals(Kind.REPORT.key());
    }

    /// Values of a field that it can write, `null` for any.
    @Nullable
    public Set<String> writable(Field field) {
        String implied = set.get(field);
        if (implied != null) {
            return Set.of(implied);
        }
        if (converter(field) instanceof Converter.Coded coded) {
            return coded.list().writable();
        }
        Collection<ValueCatalogue.Meaning> listed = ValueCatalogue.standard().of(field);
        return listed.isEmpty()
                ? null
                : listed.stream().map(ValueCatalogue.Meaning::value).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Values that it names for a field in `set` or in a code list, whichever way they are used.
    public Set<String> named(Field field) {
        String implied = set.get(field);
        if (implied != null) {
            return Set.of(implied);
        }
        return converter(field) instanceof Converter.Coded coded
                ? new TreeSet<>(coded.list().values())
                : Set.of();
    }

    /// Whether its codes or the template itself belong to one law only.
    public boolean regimeDependent() {
        return regime != null || slots.stream().anyMatch(bound -> listRegime(bound) != null);
    }

    private static @Nullable Regime listRegime(Bound bound) {
        return bound.slot().converter() instanceof Converter.Coded coded
                ? coded.list().regime()
                : null;
    }

    /// Fields that statements of these statuses may have and that the template does not carry.
    ///
    /// @param given fields that the adapter supplies instead
    public Set<Field> losses(Set<String> statuses, Set<Field> given) {
        Set<Field> lost = drops(given);
        lost.removeIf(field -> statuses.stream().noneMatch(status -> permits(status, field)));
        return lost;
    }

    /// Fields that the template does not carry. A report refers to no other message, and a case of unknown regime
    /// has no lodging date: neither is lost.
    ///
    /// @param given fields that the adapter supplies instead
    public Set<Field> drops(Set<Field> given) {
        var dropped = EnumSet.noneOf(Field.class);
        boolean onlyReports = kindsWritten().equals(Set.of(Kind.REPORT.key()));
        for (Field field : Values.FIELDS) {
            boolean carried = field == Field.STATUS
                    || field == Field.KIND
                    || (field == Field.REFERS_MESSAGE && onlyReports)
                    || (field == Field.CASE_LODGED_ON && regime == Regime.UNKNOWN)
                    || binds(field)
                    || set.containsKey(field);
            if (!carried && !given.contains(field)) {
                dropped.add(field);
            }
        }
        return dropped;
    }

    private static boolean permits(String key, Field field) {
        Status status = StatusCatalogue.standard().get(key);
        return status == null || status.permits(field);
    }

    /// Why values of a status that it [writes][#statusesWritten()] cannot be written by this template at all;
    /// `null` if only their details matter.
    @Nullable
    public Refusal refusal(Values values, Regime law) {
        String kind = values.get(Field.KIND);
        String stated = kind == null ? Kind.REPORT.key() : kind;
        if (!writesKind(stated)) {
            return new Refusal(
                    "cannot-write-kind",
                    Field.KIND.path(),
                    "kind %s, which the format cannot state".formatted(stated),
                    String.join(" or ", kindsWritten()),
                    "Add a template or a slot for kind: written as another kind it would be wrong.");
        }
        Refusal wrongLaw = refusal(regime, law, "the message type " + name);
        if (wrongLaw != null) {
            return wrongLaw;
        }
        for (Map.Entry<Field, String> implied : set.entrySet()) {
            if (!implied.getValue().equals(values.get(implied.getKey())) && implied.getKey() != Field.KIND) {
                return new Refusal(
                        "cannot-write-value",
                        implied.getKey().path(),
                        "another value than the message type implies",
                        "the value in set",
                        "Add a template for it.");
            }
        }
        return null;
    }

    public static Refusal cannotWriteStatus() {
        return new Refusal(
                "cannot-write-status",
                Field.STATUS.path(),
                "a status that the format cannot state",
                "one of the statuses that the transform writes",
                "Do not send this status over this transform.");
    }

    /// Why a value that belongs to one law cannot be written for a case of another or of none yet.
    private static @Nullable Refusal refusal(@Nullable Regime demanded, Regime law, String what) {
        if (demanded == null || demanded == law) {
            return null;
        }
        return law == Regime.UNKNOWN
                ? new Refusal(
                        "regime-unknown",
                        "regime",
                        "a case whose regime is not known yet",
                        "regime %s, to which %s belongs".formatted(demanded.key(), what),
                        "Deliver it once the application's lodging date is known.")
                : new Refusal(
                        "regime-differs",
                        "regime",
                        "a case of regime " + law.key(),
                        "regime %s, to which %s belongs".formatted(demanded.key(), what),
                        "Add a template or a code list for this regime.");
    }

    /// Why one slot cannot carry its value; `null` if it can, or is optional and empty.
    public static @Nullable Refusal refusal(Slot slot, String where, Values values, Regime law) {
        if (!slot.filled(values)) {
            return slot.optional()
                    ? null
                    : new Refusal(
                            "field-missing",
                            where,
                            "no " + slot.path(),
                            "a value, which the format requires",
                            "State it, or make the slot optional if the format allows.");
        }
        if (slot.converter() instanceof Converter.Coded coded) {
            Refusal wrongLaw = refusal(
                    coded.list().regime(), law, "code list " + coded.list().name());
            if (wrongLaw != null) {
                return wrongLaw;
            }
        }
        String obstacle = slot.converter().obstacle(values);
        return obstacle == null
                ? null
                : new Refusal(
                        "cannot-carry",
                        where,
                        "%s %s".formatted(slot.path(), obstacle),
                        "a value that the format can carry",
                        "Complete the code list or the template.");
    }
}
