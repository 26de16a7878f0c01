package org.florahub.transform.template;

import java.util.ArrayList;
import java.util.List;
import org.florahub.event.Field;
import org.florahub.event.Statement;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.convert.Values;
import org.florahub.transform.template.Content.Slot;
import org.jspecify.annotations.Nullable;

/// The values of one document while it is walked: those that all its statements share, and those of the repetition
/// at hand. Makes statements of them as soon as nothing can follow that belongs to them. Used once, by one thread.
///
/// A document may state in any order what its repetitions share, as long as it has few of them. Of many, the first
/// ones are handed on when all that must be known is known; what they share must not follow then.
public final class Scopes {

    /// Repetitions kept in any case.
    private static final int KEPT = 1_000;

    /// Repetitions kept where the template itself puts shared fields behind them; more are refused.
    private static final int KEPT_MAX = 50_000;

    private static final Mismatch LATE = new Mismatch(
            "S999",
            "a value that more than 1,000 repetitions before it share",
            "it before them",
            "Put it before the list, or send several documents.");

    /// How a template repeats.
    ///
    /// @param each     whether a part stands once for each statement
    /// @param after    whether the template has shared slots behind that part
    /// @param demanded shared fields that every document states
    public record Repeats(boolean each, boolean after, List<Field> demanded) {

        public Repeats {
            demanded = List.copyOf(demanded);
        }
    }

    /// A statement that waits for what may follow.
    private record Waiting(Values own, int line) {}

    private final Completion completion;
    private final Repeats repeats;
    private final ProblemLog problems;
    private final HeldBack held;
    private final Values shared;
    private final List<Waiting> waiting = new ArrayList<>();
    private Values own = new Values();
    private boolean inEach;
    private boolean handedOn;
    private int eachLine;
    private long problemsBefore;
    private long problemsOutside;
    private long rejected;

    public Scopes(Completion completion, Repeats repeats, Given given, ProblemLog problems, HeldBack held) {
        this.completion = completion;
        this.repeats = repeats;
        this.problems = problems;
        this.held = held;
        this.shared = completion.base(given);
    }

    /// What stands outside the repeated part.
    public Values shared() {
        return shared;
    }

    /// Repetitions with problems of their own.
    public long rejected() {
        return rejected;
    }

    /// Reads one text into the scope at hand.
    ///
    /// @return `null` if it fits
    @Nullable
    public Mismatch read(Content content, char[] text, int from, int to, String constantCode) {
        if (handedOn && !inEach && from < to && content instanceof Slot slot && !slot.writeOnly()) {
            return LATE;
        }
        return SlotReading.read(content, text, from, to, inEach ? own : shared, constantCode);
    }

    public void problem(int line, int column, @Nullable String where, Mismatch mismatch) {
        problemsOutside += inEach ? 0 : 1;
        problems.add(line, column, where, mismatch);
    }

    public void beginEach(int line) {
        inEach = true;
        own = new Values();
        eachLine = line;
        problemsBefore = problems.count();
    }

    public void endEach(int line, int column, @Nullable String where) {
        inEach = false;
        if (problems.count() > problemsBefore) {
            rejected++;
        } else if (handedOn) {
            finish(own, eachLine);
        } else if (waiting.size() < KEPT_MAX) {
            waiting.add(new Waiting(own, eachLine));
            handOnIfKnown();
        } else if (problemsOutside == 0) {
            problem(
                    line,
                    column,
                    where,
                    new Mismatch(
                            "S999",
                            "more than 50,000 repetitions before fields that they share",
                            "fewer",
                            "Send several documents."));
        }
    }

    private void handOnIfKnown() {
        if (waiting.size() >= KEPT
                && !repeats.after()
                && repeats.demanded().stream().allMatch(shared::has)) {
            handedOn = true;
            handOn();
        }
    }

    private void handOn() {
        waiting.forEach(statement -> finish(statement.own, statement.line));
        waiting.clear();
    }

    /// The document is read to its end.
    ///
    /// @param line where it begins: the line of the statement if nothing repeats
    public void end(int line) {
        handOn();
        if (!repeats.each()) {
            finish(new Values(), line);
        }
    }

    /// A problem outside the repeated part concerns every statement: naming it once is enough.
    private void finish(Values values, int line) {
        if (problemsOutside > 0) {
            return;
        }
        long before = problems.count();
        Statement statement = completion.complete(values, shared, line, problems);
        if (statement != null) {
            held.statement(statement, line);
        } else if (problems.count() > before) {
            rejected++;
        }
        if (!problems.isEmpty()) {
            held.close();
        }
    }
}
