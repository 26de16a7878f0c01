package org.florahub.transform.json;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import org.florahub.event.Field;
import org.florahub.transform.convert.Mismatch;
import org.florahub.transform.template.Discriminator;
import org.florahub.transform.template.Given;
import org.florahub.transform.template.HeldBack;
import org.florahub.transform.template.ProblemLog;
import org.florahub.transform.template.Reading;
import org.florahub.transform.template.Scopes;
import org.florahub.transform.template.Sink;
import org.florahub.transform.template.Unmapped;
import org.florahub.transform.template.WatchedInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/// Reads one JSON document: chooses the template, walks, and sees that nothing follows. Used once, by one thread.
final class JsonReading {

    private static final int LOOK_AHEAD_BYTES_MAX = 64 * 1024;

    private static final Mismatch TWICE =
            new Mismatch("X001", "a name that the object has already", "each name once", "Remove one of the two.");
    private static final Mismatch EMPTY =
            new Mismatch("X000", "an empty document", "a JSON document", "Send the whole document.");
    private static final Mismatch MORE = new Mismatch(
            "X000", "more after the end of the document", "nothing", "Send each document in a message of its own.");
    private static final Mismatch ENDS_EARLY = new Mismatch(
            "X000", "the end of the document in the middle of it", "the rest of it", "Send the whole document.");
    private static final Mismatch NOT_UTF_8 = new Mismatch(
            "S001", "bytes that are no UTF-8, or another encoding", "UTF-8", "Write the document in UTF-8.");
    private static final Mismatch TOO_LARGE = new Mismatch(
            "X000",
            "a text, name or number that is too long, or too many names or levels",
            "texts of at most 10,000 characters, 1,000 names in an object, 100 levels",
            "Send less in one document.");
    private static final Mismatch NOT_WELL_FORMED = new Mismatch(
            "X000", "JSON that is not well-formed", "a well-formed document", "Check the document with a JSON parser.");
    private static final Mismatch LATE_TYPE = new Mismatch(
            "V000",
            "a message whose type does not show in its first 64 KB",
            "one of the types of this transform",
            "Put what tells the type first.");
    private static final Mismatch OTHER_TYPE = new Mismatch(
            "V000",
            "a message type or version that is not configured",
            "one of the types of this transform",
            "Check type and version of the message.");
    private static final Mismatch NO_TYPE = new Mismatch(
            "V000",
            "no constant that tells the message type",
            "one of the types of this transform",
            "Check type and version of the message.");

    private final JsonEngine engine;
    private final Given given;
    private final ProblemLog problems;
    private final Unmapped unmapped = new Unmapped();
    private final HeldBack held;
    private @Nullable JsonWalk walk;
    private boolean endedEarly;

    JsonReading(JsonEngine engine, String fileName, Given given, Sink sink) {
        this.engine = engine;
        this.given = given;
        this.problems = new ProblemLog(fileName);
        this.held = new HeldBack(sink);
    }

    Reading read(InputStream source) throws IOException {
        JsonTemplate only = engine.choice().only();
        var in = new WatchedInput(only != null || source.markSupported() ? source : new BufferedInputStream(source));
        JsonTemplate chosen = only == null ? lookAhead(in) : only;
        if (chosen != null && problems.isEmpty()) {
            document(in, chosen);
        }
        in.rethrowFailure();
        if (problems.isEmpty()) {
            held.release();
        } else {
            held.close();
        }
        return result();
    }

    /// Chooses among several templates.
    private @Nullable JsonTemplate lookAhead(WatchedInput in) throws IOException {
        in.mark(LOOK_AHEAD_BYTES_MAX + 1);
        in.limit(LOOK_AHEAD_BYTES_MAX);
        JsonTemplate chosen = null;
        try (var tokens = new JsonTokens(in, _ -> {})) {
            try {
                if (tokens.next() == null) {
                    problem(1, 0, EMPTY);
                    endedEarly = true;
                } else {
                    Discriminator.Choice<JsonTemplate> made = engine.choice().choose(tokens);
                    chosen = made.template();
                    if (chosen == null) {
                        problem(tokens.line(), 0, made.none() ? OTHER_TYPE : NO_TYPE);
                    }
                }
            } catch (JacksonException e) {
                if (in.limitReached()) {
                    problem(1, 0, LATE_TYPE);
                } else {
                    unreadable(e, tokens);
                }
            }
        }
        in.limit(Long.MAX_VALUE);
        in.reset();
        return chosen;
    }

    private void document(WatchedInput in, JsonTemplate template) {
        try (var tokens = new JsonTokens(in, this::twice)) {
            try {
                if (tokens.next() == null) {
                    problem(1, 0, EMPTY);
                    endedEarly = true;
                    return;
                }
                walk = new JsonWalk(tokens, template, given, problems, unmapped, held);
                walk.run();
                if (nothingBehind(tokens)) {
                    return;
                }
                problem(tokens.line(), tokens.column(), MORE);
            } catch (JacksonException e) {
                unreadable(e, tokens);
            }
        }
    }

    private static boolean nothingBehind(JsonTokens tokens) {
        JsonToken more = tokens.next();
        return more == null;
    }

    private void twice(JsonTokens at) {
        problems.add(at.line(), at.column(), walk == null ? null : walk.path(), TWICE);
    }

    private void unreadable(JacksonException e, JsonTokens tokens) {
        TokenStreamLocation at = e.getLocation();
        boolean located = at != null && at.getLineNr() > 0;
        int line = located ? at.getLineNr() : tokens.lineReached();
        int column = located ? Math.max(0, at.getColumnNr()) : tokens.columnReached();
        endedEarly = e instanceof UnexpectedEndOfInputException;
        if (e.getCause() instanceof CharacterCodingException) {
            problem(line, column, NOT_UTF_8);
        } else if (e instanceof StreamConstraintsException) {
            problem(line, column, TOO_LARGE);
        } else {
            problem(line, column, endedEarly ? ENDS_EARLY : NOT_WELL_FORMED);
        }
    }

    private void problem(int line, int column, Mismatch mismatch) {
        problems.add(line, column, walk == null ? null : walk.path(), mismatch);
    }

    private Reading result() {
        Scopes scopes = walk == null ? null : walk.scopes();
        String sentAt = scopes == null ? null : scopes.shared().get(Field.MESSAGE_SENT_AT);
        return new Reading(
                held.statements(),
                scopes == null ? 0 : scopes.rejected(),
                problems.count(),
                problems.kept(),
                walk == null ? null : walk.template().shape().name(),
                scopes == null ? null : scopes.shared().get(Field.MESSAGE_ID),
                sentAt == null ? null : Instant.parse(sentAt),
                unmapped.counts(),
                endedEarly);
    }
}
