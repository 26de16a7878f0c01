package org.florahub.transform.json;

/// Directives of JSON templates, for the test of the page that names them all.
public final class JsonWords {

    private JsonWords() {}

    public static Iterable<String> ofRoots() {
        return JsonTemplateParser.ROOT_DIRECTIVES;
    }

    public static Iterable<String> ofParts() {
        return JsonTemplateParser.PART_DIRECTIVES;
    }
}
