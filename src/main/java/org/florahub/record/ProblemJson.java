package org.florahub.record;

import org.florahub.event.Problem;
import tools.jackson.databind.json.JsonMapper;

/// Problems as they are stored: JSON with the names of [Problem]'s components.
final class ProblemJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ProblemJson() {}

    static String write(Problem problem) {
        return MAPPER.writeValueAsString(problem);
    }

    static Problem read(String json) {
        return MAPPER.readValue(json, Problem.class);
    }
}
