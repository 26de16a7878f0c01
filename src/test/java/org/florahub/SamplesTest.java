package org.florahub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.florahub.adapter.Sample;
import org.florahub.adapter.Sample.Kind;
import org.florahub.adapter.SampleDifference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every sample below `adapters/` and `transforms/` is a test. Nobody registers it: the file is the registration.
///
/// - `samples/in/NAME.ext` reads as the statements of `NAME.events.json`, and what can be written again says the same.
/// - `samples/out/NAME.ext` is, byte for byte, what the event of `NAME.event.json` or the events of `NAME.events.json`
///   are written as, without what the receiver may not see.
/// - `samples/bad/NAME.ext` is refused with the problems of `NAME.problems.txt`.
///
/// What a failing sample really became lies in `target/samples`; `./flora adapter test` shows it side by side.
class SamplesTest {

    @TestFactory
    Stream<DynamicTest> readsWhatComesInAndSaysTheSameWhenItIsWrittenAgain() {
        return each(Kind.IN);
    }

    @TestFactory
    Stream<DynamicTest> writesWhatGoesOut() {
        return each(Kind.OUT);
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsBad() {
        return each(Kind.BAD);
    }

    @Test
    void everySampleHasItsExpectationAndEveryExpectationItsSample() {
        assertThat(Catalogue.all().flatMap(samples -> samples.problems().stream()))
                .isEmpty();
        assertThat(Catalogue.all(Kind.OUT)).allMatch(sample -> Files.exists(sample.file()));
    }

    private static Stream<DynamicTest> each(Kind kind) {
        return Catalogue.all(kind)
                .map(sample -> dynamicTest(sample.name(), sample.file().toUri(), () -> check(sample)));
    }

    private static void check(Sample sample) {
        var softly = new SoftAssertions();
        for (SampleDifference difference : sample.differences()) {
            keep(difference);
            softly.assertThat(difference.actual()).as(difference.what()).isEqualTo(difference.expected());
            softly.assertThat(difference.problem()).as("the bytes").isNull();
        }
        softly.assertAll();
    }

    private static void keep(SampleDifference difference) {
        Sample sample = difference.sample();
        Path file = difference.file() == null ? sample.file() : difference.file();
        Path kept = Path.of("target", "samples").resolve(file);
        try {
            Files.createDirectories(kept.getParent());
            Files.write(kept, difference.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
