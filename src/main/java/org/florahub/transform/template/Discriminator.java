package org.florahub.transform.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tells templates apart by constants that they demand at the same path of a document. Immutable and thread-safe.
public final class Discriminator<T extends Template> {

    private final List<T> candidates;
    private final List<Map<String, String>> constants;
    private final Set<String> telling = new LinkedHashSet<>();

    /// @param constants what a template demands, by path
    public Discriminator(List<T> candidates, Function<T, Map<String, String>> constants) {
        this.candidates = List.copyOf(candidates);
        this.constants = candidates.stream().map(constants).toList();
        for (Map<String, String> one : this.constants) {
            for (Map<String, String> other : this.constants) {
                one.forEach((path, text) -> {
                    if (differs(text, other.get(path))) {
                        telling.add(path);
                    }
                });
            }
        }
    }

    /// Whether some document could have what both demand: no path at which they demand different constants.
    public static boolean alike(Map<String, String> one, Map<String, String> other) {
        return one.entrySet().stream().noneMatch(entry -> differs(entry.getValue(), other.get(entry.getKey())));
    }

    private static boolean differs(String text, @Nullable String other) {
        return other != null && !text.equals(other);
    }

    /// The template, if there is only one.
    @Nullable
    public T only() {
        return candidates.size() == 1 ? candidates.getFirst() : null;
    }

    /// What a look at the beginning of a document gives.
    ///
    /// @param template the one that fits, or `null`
    /// @param none     whether none fits; otherwise what would tell them apart is missing
    public record Choice<T>(@Nullable T template, boolean none) {}

    /// All candidates, before anything of a document is seen.
    public Left start() {
        return new Left();
    }

    /// The candidates that still fit what was seen of one document. Used by one thread.
    public final class Left {

        private final List<Integer> left = new ArrayList<>();

        private Left() {
            for (int i = 0; i < candidates.size(); i++) {
                left.add(i);
            }
        }

        /// Whether seeing more can make a difference.
        public boolean undecided() {
            return left.size() > 1;
        }

        /// Whether the text at this path matters.
        public boolean tells(String path) {
            return telling.contains(path);
        }

        /// Drops the candidates that demand another text at this path, if the path tells them apart. A text that
        /// fits none of them is left to the reading, which says what is wrong with it.
        public void see(String path, String text) {
            if (tells(path)) {
                drop(path, text);
            }
        }

        /// Drops the candidates that demand another text at this path, be it all of them.
        public void drop(String path, String text) {
            left.removeIf(candidate -> differs(text, constants.get(candidate).get(path)));
        }

        public Choice<T> choice() {
            return new Choice<>(left.size() == 1 ? candidates.get(left.getFirst()) : null, left.isEmpty());
        }
    }
}
