package org.florahub.transform.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Strength;
import org.florahub.transform.template.Discriminator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// The templates of a folder that read, told apart by whether the document is an object or a list, and by constants
/// that differ at the same path. Immutable.
final class JsonChoice {

    private static final String FORM = "";

    private final Discriminator<JsonTemplate> candidates;

    JsonChoice(List<JsonTemplate> candidates) {
        this.candidates = new Discriminator<>(candidates, JsonChoice::constants);
    }

    /// The template, if there is only one.
    @Nullable
    JsonTemplate only() {
        return candidates.only();
    }

    /// Whether some message fits both.
    static boolean alike(JsonTemplate a, JsonTemplate b) {
        return Discriminator.alike(constants(a), constants(b));
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

    /// Looks ahead from the first token until one candidate is left. The caller bounds the bytes.
    Discriminator.Choice<JsonTemplate> choose(JsonTokens in) {
        var left = candidates.start();
        boolean list = in.current() == JsonToken.START_ARRAY;
        left.drop(FORM, (list ? JsonPart.Form.LIST : JsonPart.Form.OBJECT).name());
        if (in.current() == JsonToken.START_OBJECT) {
            object("/", in, left);
        }
        return left.choice();
    }

    /// Lists are passed over: what stands in them differs from element to element.
    private static void object(String path, JsonTokens in, Discriminator<JsonTemplate>.Left left) {
        while (left.undecided() && in.next() == JsonToken.PROPERTY_NAME) {
            String at = JsonWalk.join(path, in.name());
            JsonToken value = in.next();
            if (value == JsonToken.START_OBJECT) {
                object(at, in, left);
            } else if (value == JsonToken.START_ARRAY) {
                in.skip();
            } else if (left.tells(at)) {
                left.see(at, new String(in.chars(), in.from(), in.to() - in.from()));
            }
        }
    }
}
