package org.florahub.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShapesTest {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern AZR = Pattern.compile("[0-9]{2}(0[0-9]|1[0-2])([0-2][0-9]|3[01])[0-9]{6}");
    private static final Pattern FILE = Pattern.compile("\\d{7,10}(-\\d{1,2}){0,10}");
    private static final Pattern ARRIVAL = Pattern.compile("[A-Za-z] [0-9]{7}");
    private static final List<String> PIECES = List.of(
            "0", "1", "3", "9", "12", "0013", "1234567", "-", "-1", "-12", "--", "a", "z", "A", "Z ", " ", "é", "٣");

    @Test
    void agreeWithTheRegularExpressionsThatDefineThem() {
        var random = new Random(20261123);
        int[] fits = new int[4];
        for (int i = 0; i < 300_000; i++) {
            String text = text(random);
            compare(Shapes.isKey(text), KEY, text, fits, 0);
            compare(Shapes.isAzrNumber(text), AZR, text, fits, 1);
            compare(Shapes.isFileNumber(text), FILE, text, fits, 2);
            compare(Shapes.isArrivalNumber(text), ARRIVAL, text, fits, 3);
        }
        assertThat(java.util.Arrays.stream(fits).min().orElseThrow())
                .as("each shape was met often enough")
                .isGreaterThan(50);
    }

    private static void compare(boolean fits, Pattern pattern, String text, int[] counts, int index) {
        assertThat(fits)
                .as("%s and '%s'", pattern, text)
                .isEqualTo(pattern.matcher(text).matches());
        counts[index] += fits ? 1 : 0;
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        int pieces = random.nextInt(14);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return switch (random.nextInt(4)) {
            case 0 -> text.toString();
            case 1 -> "%012d".formatted(random.nextLong(1_000_000_000_000L));
            case 2 -> "%c %07d".formatted((char) ('@' + random.nextInt(60)), random.nextInt(20_000_000));
            default -> "%d".formatted(random.nextLong(100_000_000_000L)) + "-1".repeat(random.nextInt(13));
        };
    }
}
