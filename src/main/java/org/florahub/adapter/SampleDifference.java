package org.florahub.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// One way in which a sample became something else. The texts are those of the sample's people: for a screen, never
/// for a log.
public final class SampleDifference {

    private final Sample sample;
    private final String what;
    private final String expected;
    private final String actual;
    private final @Nullable Path file;
    private final byte[] bytes;

    SampleDifference(Sample sample, String what, String expected, String actual, @Nullable Path file, byte[] bytes) {
        this.sample = sample;
        this.what = what;
        this.expected = expected;
        this.actual = actual;
        this.file = file;
        this.bytes = bytes;
    }

    public Sample sample() {
        return sample;
    }

    /// What differs, in words: `statements`, `document`, `problems` or `what is written again`.
    public String what() {
        return what;
    }

    /// As text; empty where nothing was expected yet.
    public String expected() {
        return expected;
    }

    /// As text.
    public String actual() {
        return actual;
    }

    /// What came out, as [#accept()] would store it.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// Where the expectation lies, or `null` if rewriting it is no way out: the format or the sample is wrong.
    public @Nullable Path file() {
        return file;
    }

    /// Makes what came out the expectation. Somebody must look at it: nothing blesses itself.
    ///
    /// @throws IllegalStateException if the expectation cannot be rewritten
    public void accept() {
        if (file == null) {
            throw new IllegalStateException("%s is no matter of its expectation".formatted(sample));
        }
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Which sample differs, without a value of it.
    public Problem problem() {
        return new Problem(
                "sample-differs",
                sample.place(),
                0,
                0,
                null,
                "other " + what,
                file == null ? "what the sample says" : "what stands in " + file.getFileName(),
                "Look at it with ./flora adapter test %s."
                        .formatted(sample.folder().getFileName()));
    }

    /// Names the sample, never what it says.
    @Override
    public String toString() {
        return problem().toString();
    }
}
