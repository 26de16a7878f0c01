package org.florahub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenthsTest {

    private final List<Integer> told = new ArrayList<>();

    @Test
    void saysEachTenthOnce() throws IOException {
        try (var in = stream(95)) {
            for (int next = in.read(); next >= 0; ) {
                next = in.read();
            }
        }

        assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void saysWhatIsReadAtOnceOnce() throws IOException {
        try (var in = stream(100)) {
            in.skipNBytes(34);
            in.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(told).containsExactly(3, 10);
    }

    @Test
    void saysNothingOfAnEmptyMessage() throws IOException {
        try (var in = stream(0)) {
            in.transferTo(OutputStream.nullOutputStream());
        }

        assertThat(told).isEmpty();
    }

    private Tenths stream(int bytes) {
        return new Tenths(new ByteArrayInputStream(new byte[bytes]), bytes, told::add);
    }
}
