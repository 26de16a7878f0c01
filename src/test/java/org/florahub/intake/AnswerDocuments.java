package org.florahub.intake;

import java.nio.charset.StandardCharsets;

/// Answers for tests of the channels.
public final class AnswerDocuments {

    private AnswerDocuments() {}

    public static Answer of(String name, String text) {
        return new Answer(name, "application/xml; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
