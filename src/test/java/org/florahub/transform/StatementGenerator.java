package org.florahub.transform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.florahub.event.Authority;
import org.florahub.event.CaseRef;
import org.florahub.event.EventId;
import org.florahub.event.Field;
import org.florahub.event.Kind;
import org.florahub.event.PersonRef;
import org.florahub.event.Regime;
import org.florahub.event.Statement;
import org.florahub.event.Status;
import org.florahub.event.StatusCatalogue;
import org.florahub.event.StatusEvent;
import org.florahub.transform.convert.NumberText;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.Shape;
import org.jspecify.annotations.Nullable;

/// Random statements that a transform accepts, the same ones for the same seed. All people are invented.
public final class StatementGenerator {

    private static final int ATTEMPTS_MAX = 5000;

    private static final List<String> NAMES = List.of(
            "Muster",
            "Öztürk-Beispiel",
            "O'Example",
            "Ünlü & Söhne",
            "<Nobody>",
            "a;b",
            "\"quoted\"",
            "Đỗ Thị",
            "Łęcki",
            "C\u0306example",
            "=SUM(A1)",
            "de la Prueba y Ñandú",
            "ẞtraße",
            "Ərəb",
            "x  y",
            "Nguyễn",
            "]]>",
            "{braces}",
            "Ā-Ž",
            "ʿAbd",
            "Test\u00A0Name",
            "M̂uster".transform(text -> java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)));

    private final Transform transform;
    private final Random random;

    public StatementGenerator(Transform transform, long seed) {
        this.transform = transform;
        this.random = new Random(seed);
    }

    /// A statement with what must be given to write it.
    public record Sample(Statement statement, Given given, Shape shape) {}

    /// The next statement that the transform can write.
    public Sample next() {
        List<Shape> shapes = transform.shapes().stream()
                .filter(shape -> shape.direction().writes())
                .toList();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Shape shape = shapes.get(random.nextInt(shapes.size()));
            var statuses = new ArrayList<>(shape.statusesWritten());
            statuses.retainAll(transform.writes());
            if (!statuses.isEmpty()) {
                Statement statement = statement(shape, pick(statuses));
                Given given = given(statement, shape);
                if (transform.refusals(statement, given).isEmpty()) {
                    return new Sample(statement, given, shape);
                }
            }
        }
        throw new AssertionError("%s refuses every statement tried".formatted(transform));
    }

    private Given given(Statement statement, Shape shape) {
        Regime regime = shape.regime() == null ? pick(List.of(Regime.values())) : shape.regime();
        var event = new StatusEvent(
                new EventId(uuid(7)),
                new CaseRef(uuid(4)),
                new PersonRef(uuid(4)),
                statement,
                null,
                regime,
                new Authority("ane", "999999"),
                null,
                "kit@1",
                transform.toString(),
                Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt(1_000_000)));
        return Given.NOTHING.of(event);
    }

    private UUID uuid(int version) {
        long high = (random.nextLong() & ~0xF000L) | ((long) version << 12);
        return new UUID(high, (random.nextLong() & ~(3L << 62)) | (1L << 63));
    }

    private Statement statement(Shape shape, String key) {
        Status status = StatusCatalogue.standard().get(key);
        var statement = Statement.builder().set(Field.STATUS, key);
        String kind = pick(List.copyOf(shape.kindsWritten()));
        statement.set(Field.KIND, kind);
        for (Field field : Field.values()) {
            boolean required = (status != null && status.required().contains(field))
                    || field == Field.OCCURRED_DATE
                    || field == Field.PERSON_AZR_NUMBER
                    || shape.set().containsKey(field);
            boolean possible = status == null || status.permits(field);
            boolean fixed = field == Field.STATUS || field == Field.KIND;
            boolean reference = field == Field.REFERS_MESSAGE && kind.equals(Kind.REPORT.key());
            if (!fixed && !reference && possible && (required || random.nextInt(3) > 0)) {
                statement.set(field, value(field, shape));
            }
        }
        if (statement.get(Field.OCCURRED_TIME) == null) {
            statement.clear(Field.OCCURRED_ZONE);
        }
        if (statement.get(Field.APPOINTMENT_DATE) == null) {
            statement.clear(Field.APPOINTMENT_TIME);
        }
        if (shape.regime() == Regime.UNKNOWN) {
            statement.clear(Field.CASE_LODGED_ON);
        }
        return statement.build();
    }

    private String value(Field field, Shape shape) {
        @Nullable Set<String> writable = shape.writable(field);
        if (writable != null && !writable.isEmpty()) {
            return pick(List.copyOf(writable));
        }
        return switch (field.type()) {
            case TEXT -> text(field, shape);
            case KEY -> pick(List.of("one", "two-three", "x9"));
            case DATE ->
                "%04d-%02d-%02d".formatted(1950 + random.nextInt(90), 1 + random.nextInt(12), 1 + random.nextInt(28));
            case TIME -> time();
            case ZONE -> pick(List.of("Z", "+01:00", "+02:00", "-05:30"));
            case INSTANT ->
                Instant.parse("2026-08-01T00:00:00Z")
                        .plusMillis(random.nextLong(20_000_000_000L))
                        .toString();
            case FLAG -> pick(List.of("true", "false"));
            case AUTHORITY -> pick(List.of("ane:140010", "dbs:000001", "azr:999001"));
            case AZR_NUMBER ->
                "%02d00%02d%06d".formatted(random.nextInt(100), random.nextInt(32), random.nextInt(1_000_000));
            case FILE_NUMBER -> "%d-%d".formatted(1_000_000 + random.nextInt(8_000_000), 1 + random.nextInt(99));
            case ARRIVAL_NUMBER -> "K %07d".formatted(random.nextInt(10_000_000));
            case UUID -> uuid(4).toString();
        };
    }

    private String text(Field field, Shape shape) {
        boolean number = shape.slots().stream()
                .anyMatch(slot -> slot.binds(field) && slot.slot().converter() instanceof NumberText);
        if (number) {
            return String.valueOf(1 + random.nextInt(99_999));
        }
        if (field == Field.MESSAGE_ID || field == Field.REFERS_MESSAGE) {
            return uuid(4).toString();
        }
        return random.nextInt(12) == 0 ? (pick(NAMES) + " ").repeat(30).strip() : pick(NAMES);
    }

    private String time() {
        String minutes = "%02d:%02d".formatted(random.nextInt(24), random.nextInt(60));
        return switch (random.nextInt(3)) {
            case 0 -> minutes;
            case 1 -> minutes + ":%02d".formatted(random.nextInt(60));
            default -> minutes + ":%02d.250".formatted(random.nextInt(60));
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
