package org.florahub.adapter;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.florahub.event.Problem;

/// The folders cannot be used: the hub does not start, or keeps the ones it has. Carries every mistake that was
/// found in any of them.
public final class BrokenAdapterException extends RuntimeException {

    private final List<Problem> problems;

    BrokenAdapterException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(
                        joining("\n  ", "%d mistakes in adapters and transforms:\n  ".formatted(problems.size()), "")));
        this.problems = List.copyOf(problems);
    }

    /// By file and line.
    public List<Problem> problems() {
        return problems;
    }
}
