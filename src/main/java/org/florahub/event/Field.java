package org.florahub.event;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The closed list of what a statement can say. A template can name nothing else.
///
/// A field that is [#personal()] lives in the vault only; everything else may stand in the pseudonymous record.
public enum Field {
    MESSAGE_ID("message.id", FieldType.TEXT),
    MESSAGE_SENT_AT("message.sentAt", FieldType.INSTANT),
    MESSAGE_MARK("message.mark", FieldType.TEXT),
    MESSAGE_TEST("message.test", FieldType.FLAG),
    SOURCE("source", FieldType.AUTHORITY),
    SOURCE_NAME("source.name", FieldType.TEXT),
    TARGET("target", FieldType.AUTHORITY),
    TARGET_NAME("target.name", FieldType.TEXT),

    STATUS("status", FieldType.KEY),
    KIND("kind", FieldType.KEY),
    /// The sender's id of the message that a correction or retraction refers to.
    REFERS_MESSAGE("refers.message", FieldType.TEXT),

    OCCURRED_DATE("occurred.date", FieldType.DATE),
    OCCURRED_TIME("occurred.time", FieldType.TIME),
    OCCURRED_ZONE("occurred.zone", FieldType.ZONE),

    /// The day the application was lodged: it decides the regime.
    CASE_LODGED_ON("case.lodgedOn", FieldType.DATE),
    CASE_BAMF_FILE_NUMBER("case.bamfFileNumber", FieldType.FILE_NUMBER, true),
    PERSON_AZR_NUMBER("person.azrNumber", FieldType.AZR_NUMBER, true),
    PERSON_ARRIVAL_NUMBER("person.arrivalNumber", FieldType.ARRIVAL_NUMBER, true),
    PERSON_FAMILY_NAME("person.familyName", FieldType.TEXT, true),
    PERSON_GIVEN_NAME("person.givenName", FieldType.TEXT, true),
    PERSON_BIRTH_DATE("person.birthDate", FieldType.DATE, true),
    PERSON_NATIONALITY("person.nationality", FieldType.KEY, true),

    /// What was decided: each legally different outcome is a value of its own.
    OUTCOME("outcome", FieldType.KEY),
    DECIDED_ON("decidedOn", FieldType.DATE),
    SERVED_ON("servedOn", FieldType.DATE),
    SERVICE_METHOD("serviceMethod", FieldType.KEY),
    APPLICATION_KIND("applicationKind", FieldType.KEY),
    PROCEDURE_KIND("procedureKind", FieldType.KEY),
    APPEAL_KIND("appealKind", FieldType.KEY),
    END_REASON("endReason", FieldType.KEY),
    FINAL_ON("finalOn", FieldType.DATE),
    APPOINTMENT_DATE("appointment.date", FieldType.DATE),
    APPOINTMENT_TIME("appointment.time", FieldType.TIME),
    VALID_UNTIL("validUntil", FieldType.DATE),
    /// An authority that becomes competent for the case.
    COMPETENT("competent", FieldType.AUTHORITY),
    /// BAMF-Außenstelle by its three-letter or numeric key.
    OFFICE("office", FieldType.TEXT),
    /// Whether a minor came without anyone who has custody.
    UNACCOMPANIED("unaccompanied", FieldType.FLAG);

    private static final Map<String, Field> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Field::path, Function.identity()));

    /// All fields by the bytes of their paths: the order of a commitment.
    public static final List<Field> IN_PATH_ORDER =
            Arrays.stream(values()).sorted(Comparator.comparing(Field::path)).toList();

    private final String path;
    private final FieldType type;
    private final boolean personal;

    Field(String path, FieldType type) {
        this(path, type, false);
    }

    Field(String path, FieldType type, boolean personal) {
        this.path = path;
        this.type = type;
        this.personal = personal;
    }

    /// The name used in templates, events and commitments, for example `person.azrNumber`.
    public String path() {
        return path;
    }

    public FieldType type() {
        return type;
    }

    /// Whether the value may lie in the vault only.
    public boolean personal() {
        return personal;
    }

    /// Whether the field is one of a status's own details, which the catalogue allows or requires per status.
    public boolean detail() {
        return compareTo(OUTCOME) >= 0;
    }

    /// The field of that path, or `null` if there is none.
    public static @Nullable Field of(String path) {
        return BY_PATH.get(path);
    }
}
