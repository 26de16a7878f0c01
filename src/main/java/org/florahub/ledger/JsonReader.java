package org.florahub.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one JSON document: see [Json]. Used once.
final class JsonReader {

    private static final int DEPTH_MAX = 8;
    private static final int DIGITS_MAX = 18;

    private final String json;
    private int at;

    JsonReader(String json) {
        this.json = json;
    }

    Json document() {
        Json value = value(0);
        skipSpace();
        if (at != json.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Json value(int depth) {
        if (depth > DEPTH_MAX) {
            throw wrong("at most " + DEPTH_MAX + " levels");
        }
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw wrong("an object, an array, a string or a whole number");
        };
    }

    private Json object(int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        skipSpace();
        boolean more = peek() != '}';
        while (more) {
            skipSpace();
            if (peek() != '"') {
                throw wrong("a name");
            }
            String name = string();
            skipSpace();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw wrong("each name once");
            }
            more = another('}');
        }
        expect('}');
        return new Json.Members(members);
    }

    private Json array(int depth) {
        List<Json> items = new ArrayList<>();
        at++;
        skipSpace();
        boolean more = peek() != ']';
        while (more) {
            items.add(value(depth + 1));
            more = another(']');
        }
        expect(']');
        return new Json.Items(items);
    }

    /// After an element: true past a comma, false before the end.
    private boolean another(char close) {
        skipSpace();
        if (peek() == close) {
            return false;
        }
        expect(',');
        return true;
    }

    private Json number() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at - start > DIGITS_MAX || (json.charAt(start) == '0' && at - start > 1)) {
            throw wrong("a whole number of at most " + DIGITS_MAX + " digits without leading zeros");
        }
        return new Json.Whole(Long.parseLong(json, start, at, 10));
    }

    private String string() {
        expect('"');
        var text = new StringBuilder();
        while (peek() != '"') {
            char c = next();
            if (c < 0x20) {
                throw wrong("no control character");
            }
            text.append(c == '\\' ? escaped() : c);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape that JSON has");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private void skipSpace() {
        while (at < json.length() && " \n\r\t".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    /// The next character, or NUL (which JSON has nowhere) at the end.
    private char peek() {
        return at < json.length() ? json.charAt(at) : '\0';
    }

    private char next() {
        if (at == json.length()) {
            throw wrong("more");
        }
        return json.charAt(at++);
    }

    private void expect(char c) {
        if (next() != c) {
            at--;
            throw wrong("'" + c + "'");
        }
    }

    private InvalidProofException wrong(String expected) {
        return new InvalidProofException("character %d of the JSON: expected %s".formatted(at + 1, expected));
    }
}
