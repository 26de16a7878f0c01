package org.florahub.transform.json;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.florahub.transform.template.Content;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// The tokens of one JSON document. The one place that makes JSON parsers of templates: strict, bounded in depth,
/// names and texts; a name that stands twice in an object is told of. Used once, by one thread.
final class JsonTokens implements AutoCloseable {

    static final int DEPTH_MAX = 100;
    static final int NAMES_MAX = 1_000;

    private static final int NAME_MAX = 200;
    private static final int NUMBER_MAX = 100;
    /// A set that had more names is not kept: clearing it would cost as much again in every object.
    private static final int NAMES_KEPT = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(NAME_MAX)
                    .maxNumberLength(NUMBER_MAX)
                    .maxStringLength(Content.CHARACTERS_MAX)
                    .build())
            .build();

    private final JsonParser parser;
    private final Consumer<JsonTokens> nameTwice;
    private final List<Set<String>> names = new ArrayList<>();
    private int depth;

    /// @param nameTwice told of each name that an object has a second time, while it is the token at hand
    JsonTokens(InputStream in, Consumer<JsonTokens> nameTwice) {
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), new Utf8Reader(in));
        this.nameTwice = nameTwice;
    }

    /// Moves on.
    ///
    /// @return `null` at the end of the document
    @Nullable
    JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            begin();
        } else if (token == JsonToken.END_OBJECT) {
            depth--;
        } else if (token == JsonToken.PROPERTY_NAME) {
            name(names.get(depth - 1));
        }
        return token;
    }

    private void begin() {
        if (depth == names.size()) {
            names.add(new HashSet<>());
        } else if (names.get(depth).size() > NAMES_KEPT) {
            names.set(depth, new HashSet<>());
        } else {
            names.get(depth).clear();
        }
        depth++;
    }

    private void name(Set<String> known) {
        if (!known.add(parser.currentName())) {
            nameTwice.accept(this);
        } else if (known.size() > NAMES_MAX) {
            throw new StreamConstraintsException("names", parser.currentTokenLocation());
        }
    }

    /// The token at hand, `null` before the first and after the last.
    @Nullable
    JsonToken current() {
        return parser.currentToken();
    }

    /// The name at hand.
    String name() {
        return Objects.requireNonNull(parser.currentName());
    }

    /// Passes over the value at hand, whatever it is.
    void skip() {
        int open = 0;
        do {
            JsonToken token = open == 0 ? current() : next();
            if (token == null) {
                return;
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (open > 0);
    }

    /// Characters of the text, number or word at hand, from [#from()] to [#to()].
    char[] chars() {
        return parser.getStringCharacters();
    }

    int from() {
        return parser.getStringOffset();
    }

    int to() {
        return parser.getStringOffset() + parser.getStringLength();
    }

    /// Line of the token at hand.
    int line() {
        return Math.max(0, parser.currentTokenLocation().getLineNr());
    }

    /// Column of the token at hand.
    int column() {
        return Math.max(0, parser.currentTokenLocation().getColumnNr());
    }

    /// Line up to which the parser has come.
    int lineReached() {
        return Math.max(0, parser.currentLocation().getLineNr());
    }

    /// Column up to which the parser has come.
    int columnReached() {
        return Math.max(0, parser.currentLocation().getColumnNr());
    }

    @Override
    public void close() {
        parser.close();
    }
}
