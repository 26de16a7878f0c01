package org.florahub.transform.row;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import org.florahub.event.Field;
import org.florahub.event.FieldType;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Content.Slot;
import org.jspecify.annotations.Nullable;

/// A number of a cell that shows a day, a time, or both. One of them is there.
record SheetMoment(@Nullable LocalDate day, @Nullable LocalTime time) {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final BigDecimal DAYS_MAX = BigDecimal.valueOf(3_000_000);

    /// The moment of a number, `null` if programs do not agree on it.
    static @Nullable SheetMoment of(BigDecimal number, boolean from1904) {
        if (number.signum() < 0 || number.compareTo(DAYS_MAX) > 0) {
            return null;
        }
        long days = number.longValue();
        long second = number.subtract(BigDecimal.valueOf(days))
                .multiply(BigDecimal.valueOf(SECONDS_PER_DAY))
                .setScale(0, RoundingMode.HALF_UP)
                .longValue();
        if (second == SECONDS_PER_DAY) {
            days++;
            second = 0;
        }
        if (days == 0 && !from1904) {
            return new SheetMoment(null, LocalTime.ofSecondOfDay(second));
        }
        LocalDate day = SheetCell.day(days, from1904);
        return SheetCell.agreed(day)
                ? new SheetMoment(day, second == 0 ? null : LocalTime.ofSecondOfDay(second))
                : null;
    }

    /// The text as a column writes it, `null` if it writes other parts than there are.
    ///
    /// @param column `null` for a column of which nothing is known
    @Nullable
    String shown(@Nullable RowColumn column) {
        if (column == null || !(column.content() instanceof Slot slot)) {
            return iso();
        }
        Converter converter = slot.converter();
        boolean hasDay = has(converter, FieldType.DATE);
        boolean hasTime = has(converter, FieldType.TIME);
        if (!hasDay && !hasTime) {
            return iso();
        }
        Values values = values(converter);
        boolean fits = hasDay == (day != null)
                && (hasTime || time == null)
                && values.has(converter.fields().getFirst());
        return fits && converter.obstacle(values) == null ? converter.write(values, Losses.ignored()) : null;
    }

    private static boolean has(Converter converter, FieldType type) {
        return converter.fields().stream().anyMatch(field -> field.type() == type);
    }

    private Values values(Converter converter) {
        var values = new Values();
        for (Field field : converter.fields()) {
            if (field.type() == FieldType.DATE && day != null) {
                values.set(field, day.toString());
            } else if (field.type() == FieldType.TIME && time != null) {
                values.set(field, time.toString());
            }
        }
        return values;
    }

    private String iso() {
        return (day == null ? "" : day.toString())
                + (day == null || time == null ? "" : "T")
                + (time == null ? "" : time.toString());
    }
}
