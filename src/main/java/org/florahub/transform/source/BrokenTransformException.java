package org.florahub.transform.source;

import java.util.List;
import java.util.stream.Collectors;
import org.florahub.event.Problem;

/// A transform folder with mistakes. Names all of them at once, each with file, line, column and remedy.
public final class BrokenTransformException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized: it is caught in the process that loads the folder
    private final List<Problem> problems;

    public BrokenTransformException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// At least one.
    public List<Problem> problems() {
        return problems;
    }
}
