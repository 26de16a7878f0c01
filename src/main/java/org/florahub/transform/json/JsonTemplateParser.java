package org.florahub.transform.json;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.florahub.event.Field;
import org.florahub.event.Regime;
import org.florahub.transform.convert.Checked;
import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.EpochText;
import org.florahub.transform.convert.NumberText;
import org.florahub.transform.json.JsonPart.Form;
import org.florahub.transform.source.Directives;
import org.florahub.transform.source.Findings;
import org.florahub.transform.source.FormatVersion;
import org.florahub.transform.source.Place;
import org.florahub.transform.template.Content;
import org.florahub.transform.template.Content.Anything;
import org.florahub.transform.template.Content.Fixed;
import org.florahub.transform.template.Content.Slot;
import org.florahub.transform.template.Content.Strength;
import org.florahub.transform.template.Shape;
import org.florahub.transform.template.SlotParser;
import org.jspecify.annotations.Nullable;

/// Reads a JSON template: the document itself, with slots in its texts, and directives as names that begin with
/// `f:`.
final class JsonTemplateParser {

    static final Set<String> ROOT_DIRECTIVES = Set.of("f:set", "f:regime", "f:direction", "f:versions");
    static final Set<String> PART_DIRECTIVES = Set.of("f:each", "f:optional", "f:include");

    private static final int MEMBERS_MAX = 64;

    private final Map<String, byte[]> files;
    private final SlotParser slots;
    private final FormatVersion version;
    private final Findings findings;
    private final List<Shape.Bound> bound = new ArrayList<>();
    private final Deque<String> including = new ArrayDeque<>();
    private Map<Field, String> set = Map.of();
    private @Nullable Regime regime;
    private Directives.Direction direction = Directives.Direction.BOTH;
    private @Nullable Set<String> versions;
    private boolean eachSeen;
    private boolean sharedAfterEach;

    /// @param files   contents of the folder's JSON files by name
    /// @param version of the format for which templates are read
    JsonTemplateParser(Map<String, byte[]> files, SlotParser slots, FormatVersion version, Findings findings) {
        this.files = files;
        this.slots = slots;
        this.version = version;
        this.findings = findings;
    }

    /// The template, or `null` after noting why there is none.
    @Nullable
    JsonTemplate parse(String file, Place place) {
        JsonPicture picture = picture(file, place);
        if (picture == null) {
            return null;
        }
        including.push(file);
        rootDirectives(picture);
        JsonPart root = part(picture, "", "/", new Context(false, true, false));
        String name = file.substring(0, file.length() - ".json".length());
        var shape = new Shape(name, place, set, regime, direction, bound);
        return new JsonTemplate(shape, root, eachSeen, sharedAfterEach);
    }

    /// Whether the template that was parsed belongs to the version.
    boolean belongs() {
        return versions == null || versions.contains(version.name());
    }

    private @Nullable JsonPicture picture(String file, Place place) {
        return JsonPicture.parse(files.getOrDefault(file, new byte[0]), place, findings);
    }

    /// Where a value stands.
    ///
    /// @param inEach  inside the repeated element
    /// @param root    the outermost object
    /// @param element of a list, which takes its directives
    private record Context(boolean inEach, boolean root, boolean element) {

        Context inside() {
            return new Context(inEach, false, false);
        }
    }

    /// They stand in the outermost object, which may be the element of a list.
    private void rootDirectives(JsonPicture picture) {
        switch (picture) {
            case JsonPicture.Members(Place at, Map<String, JsonPicture> members) -> {
                String facts = text(members, "f:set");
                if (facts != null) {
                    set = Directives.set(facts, at, findings);
                }
                regime = Directives.regime(text(members, "f:regime"), at, findings);
                direction = Directives.direction(text(members, "f:direction"), at, findings);
                versions = Directives.versions(text(members, "f:versions"), version, at, findings);
            }
            case JsonPicture.Elements(Place _, List<JsonPicture> elements) -> {
                if (elements.size() == 1) {
                    rootDirectives(elements.getFirst());
                }
            }
            case JsonPicture.Scalar _ -> {}
        }
    }

    private static @Nullable String text(Map<String, JsonPicture> members, String name) {
        return members.get(name) instanceof JsonPicture.Scalar scalar ? scalar.text() : null;
    }

    private JsonPart part(JsonPicture picture, String key, String path, Context context) {
        return switch (picture) {
            case JsonPicture.Members members -> object(members, key, path, context);
            case JsonPicture.Elements elements -> list(elements, key, path, context);
            case JsonPicture.Scalar scalar -> scalar(scalar, key, path, context.inEach);
        };
    }

    private JsonPart object(JsonPicture.Members object, String key, String path, Context context) {
        String include = text(object.members(), "f:include");
        if (include != null) {
            return include(include, object, key, path, context);
        }
        known(object, path, context.root);
        if (object.members().containsKey("f:each") && !context.element) {
            findings.add(
                    object.at(),
                    "each-outside-list",
                    path,
                    "f:each in an object that is no element of a list",
                    "[ { \"f:each\": \"events\", … } ]",
                    "Move it into the one element of the list.");
        }
        var children = new ArrayList<JsonPart>();
        object.members().forEach((name, value) -> {
            if (!name.startsWith("f:")) {
                children.add(part(value, name, JsonWalk.join(path, name), context.inside()));
            }
        });
        if (children.size() > MEMBERS_MAX) {
            findings.add(
                    object.at(),
                    "too-many-children",
                    path,
                    children.size() + " names in one object",
                    "at most " + MEMBERS_MAX,
                    "Leave out what is not mapped.");
            children.subList(MEMBERS_MAX, children.size()).clear();
        }
        boolean group = !context.element && optional(object, path);
        return new JsonPart(key, path, object.at(), Form.OBJECT, false, group, null, children);
    }

    private void known(JsonPicture.Members object, String path, boolean root) {
        for (String name : object.members().keySet()) {
            if (name.startsWith("f:") && !PART_DIRECTIVES.contains(name) && !(root && ROOT_DIRECTIVES.contains(name))) {
                var all = new TreeSet<>(PART_DIRECTIVES);
                all.addAll(ROOT_DIRECTIVES);
                findings.add(
                        object.at(),
                        "unknown-directive",
                        path,
                        "directive " + name,
                        "f:each, f:optional, f:include, and in the outermost object f:set, f:regime, f:direction, f:versions",
                        Findings.didYouMean(name, all));
            }
        }
    }

    private boolean optional(JsonPicture.Members object, String path) {
        String value = text(object.members(), "f:optional");
        if (object.members().containsKey("f:optional") && !"true".equals(value)) {
            findings.add(
                    object.at(),
                    "unknown-directive",
                    path,
                    "another value of f:optional",
                    "\"f:optional\": true",
                    "Correct it.");
        }
        return value != null;
    }

    private JsonPart include(String file, JsonPicture.Members object, String key, String path, Context context) {
        Place at = object.at();
        if (!files.containsKey(file) || including.contains(file)) {
            findings.add(
                    at,
                    "include-not-found",
                    path,
                    "include of " + file,
                    "a JSON file of this folder that does not include this one",
                    Findings.didYouMean(file, files.keySet()));
            return anything(key, path, at);
        }
        including.push(file);
        String folder = at.file().substring(0, at.file().lastIndexOf('/') + 1);
        JsonPicture picture = picture(file, new Place(folder + file, 1, 0));
        JsonPart part = picture == null ? anything(key, path, at) : part(picture, key, path, context);
        including.pop();
        return part;
    }

    /// What stands for a part after a mistake in it was noted.
    private static JsonPart anything(String key, String path, Place at) {
        return new JsonPart(key, path, at, Form.TEXT, false, false, new Anything(), List.of());
    }

    private JsonPart list(JsonPicture.Elements list, String key, String path, Context context) {
        if (list.elements().size() != 1) {
            findings.add(
                    list.at(),
                    "list-of-several",
                    path,
                    "a list of %d elements".formatted(list.elements().size()),
                    "one element, which stands for all",
                    "Keep one.");
            return anything(key, path, list.at());
        }
        boolean each = false;
        boolean group = false;
        if (list.elements().getFirst() instanceof JsonPicture.Members element) {
            each = each(element, path, context.inEach);
            group = optional(element, path);
        }
        JsonPart element =
                part(list.elements().getFirst(), "", path, new Context(context.inEach || each, context.root, true));
        return new JsonPart(key, path, list.at(), Form.LIST, each, group, null, List.of(element));
    }

    private boolean each(JsonPicture.Members element, String path, boolean inEach) {
        if (!element.members().containsKey("f:each")) {
            return false;
        }
        if (!"events".equals(text(element.members(), "f:each"))) {
            findings.add(
                    element.at(),
                    "unknown-each",
                    path,
                    "another value of f:each",
                    "\"f:each\": \"events\"",
                    "One event is one person's status: a list of persons is a list of events.");
        } else if (eachSeen || inEach) {
            findings.add(
                    element.at(),
                    "each-twice",
                    path,
                    "a second f:each",
                    "one for each template",
                    "Remove one of them.");
            return false;
        }
        eachSeen = true;
        return true;
    }

    private JsonPart scalar(JsonPicture.Scalar scalar, String key, String path, boolean inEach) {
        Place at = scalar.at();
        return switch (scalar.token()) {
            case VALUE_STRING -> {
                Content content = slots.parse(scalar.text(), at, path);
                bind(content, at, path, inEach);
                yield new JsonPart(key, path, at, form(content), false, false, content, List.of());
            }
            case VALUE_NUMBER_INT -> constant(Form.NUMBER, scalar, key, path);
            case VALUE_TRUE, VALUE_FALSE -> constant(Form.FLAG, scalar, key, path);
            default -> {
                findings.add(
                        at,
                        "value-without-text",
                        path,
                        "null, or a number with a fraction",
                        "a text, a whole number, true or false",
                        "Leave the name out: null is never written.");
                yield anything(key, path, at);
            }
        };
    }

    private static JsonPart constant(Form form, JsonPicture.Scalar scalar, String key, String path) {
        Content content = new Fixed(scalar.text(), Strength.DEMANDED);
        return new JsonPart(key, path, scalar.at(), form, false, false, content, List.of());
    }

    /// A slot is written without quotes where its converter says so and nothing stands beside it.
    private static Form form(Content content) {
        if (!(content instanceof Slot slot)
                || !slot.prefix().isEmpty()
                || !slot.suffix().isEmpty()) {
            return Form.TEXT;
        }
        Converter converter = slot.converter() instanceof Checked checked ? checked.inner() : slot.converter();
        return switch (converter) {
            case EpochText _ -> Form.NUMBER;
            case NumberText number -> number.width() == 0 ? Form.NUMBER : Form.TEXT;
            case Converter.Bool _ -> Form.FLAG;
            default -> Form.TEXT;
        };
    }

    private void bind(Content content, Place at, String where, boolean inEach) {
        if (content instanceof Slot slot) {
            bound.add(new Shape.Bound(slot, at, where, !inEach));
            sharedAfterEach |= eachSeen && !inEach && !slot.writeOnly();
        }
    }
}
