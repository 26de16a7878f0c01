package org.florahub.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.florahub.transform.Content.Fixed;
import org.florahub.transform.Content.Strength;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// The templates of a folder that read, told apart by whether the document is an object or a list, and by constants
/// that differ at the same path. Immutable.
final class JsonChoice {

    private static final String FORM = "";

    private final List<JsonTemplate> candidates;
    private final List<Map<String, String>> constants;
    private final Set<String> telling = new LinkedHashSet<>();

    JsonChoice(List<JsonTemplate> candidates) {
        this.candidates = List.copyOf(candidates);
        this.constants = candidates.stream().map(JsonChoice::constants).toList();
        for (Map<String, String> one : constants) {
            for (Map<String, String> other : constants) {
                one.forEach((path, text) -> {
                    if (other.containsKey(path) && !text.equals(other.get(path))) {
                        telling.add(path);
                    }
                });
            }
        }
    }

    /// The template, if there is only one.
    @Nullable
    JsonTemplate only() {
        return candidates.size() == 1 ? candidates.getFirst() : null;
    }

    /// Whether some message fits both: no path at which both demand a constant, and different ones.
    static boolean alike(JsonTemplate a, JsonTemplate b) {
        Map<String, String> others = constants(b);
        return constants(a).entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(others.getOrDefault(entry.getKey(), entry.getValue())));
    }

    private static Map<String, String> constants(JsonTemplate template) {
        var constants = new HashMap<String, String>();
        constants.put(FORM, template.root().form.name());
        collect(template.root(), constants);
        return constants;
    }

    private static void collect(JsonPart part, Map<String, String> constants) {
        if (part.form == JsonPart.Form.LIST || part.group) {
            return;
        }
        if (part.content instanceof Fixed(String text, Strength strength) && strength == Strength.DEMANDED) {
            constants.put(part.path, text);
        }
        part.children.stream().filter(child -> child.demanded).forEach(child -> collect(child, constants));
    }

    /// What a look at the beginning of a document gives.
    ///
    /// @param template the one that fits, or `null`
    /// @param none     whether none fits; otherwise what would tell them apart is missing
    record Choice(@Nullable JsonTemplate template, boolean none) {}

    /// Looks ahead from the first token until one candidate is left. The caller bounds the bytes.
    Choice choose(JsonTokens in) {
        var left = new ArrayList<Integer>();
        for (int i = 0; i < candidates.size(); i++) {
            left.add(i);
        }
        boolean list = in.current() == JsonToken.START_ARRAY;
        eliminate(FORM, (list ? JsonPart.Form.LIST : JsonPart.Form.OBJECT).name(), left);
        if (in.current() == JsonToken.START_OBJECT) {
            object("/", in, left);
        }
        return new Choice(left.size() == 1 ? candidates.get(left.getFirst()) : null, left.isEmpty());
    }

    /// Lists are passed over: what stands in them differs from element to element.
    private void object(String path, JsonTokens in, List<Integer> left) {
        while (left.size() > 1 && in.next() == JsonToken.PROPERTY_NAME) {
            String at = JsonWalk.join(path, in.name());
            JsonToken value = in.next();
            if (value == JsonToken.START_OBJECT) {
                object(at, in, left);
            } else if (value == JsonToken.START_ARRAY) {
                in.skip();
            } else if (telling.contains(at)) {
                eliminate(at, new String(in.chars(), in.from(), in.to() - in.from()), left);
            }
        }
    }

    private void eliminate(String path, String text, List<Integer> left) {
        left.removeIf(candidate -> {
            String demanded = constants.get(candidate).get(path);
            return demanded != null && !demanded.equals(text);
        });
    }
}
