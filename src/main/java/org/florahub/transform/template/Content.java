package org.florahub.transform.template;

import org.florahub.transform.convert.Converter;
import org.florahub.transform.convert.Losses;
import org.florahub.transform.convert.Values;

/// What a template says about one element text, attribute or cell.
public sealed interface Content {

    /// Longer texts of documents are problems: no canonical value is longer than 2,000 characters.
    int CHARACTERS_MAX = 10_000;

    /// A constant.
    record Fixed(String text, Strength strength) implements Content {}

    /// How much a constant demands of a document that is read. Each is written.
    enum Strength {
        /// `text`: must be there and must match.
        DEMANDED,
        /// `{?'text'}`: may be missing; if it is there it must match.
        MATCHED_IF_PRESENT,
        /// `{'text'}`: anything or nothing is accepted.
        WRITTEN_ONLY
    }

    /// `{}`: deliberately not mapped.
    record Anything() implements Content {}

    /// `{path | converter}`: carries a value both ways.
    ///
    /// @param path      as it stands in the template
    /// @param optional  may be empty or missing
    /// @param writeOnly `{=path}`: a copy of a value that is bound elsewhere
    /// @param prefix    constant before the value
    /// @param suffix    constant after the value
    record Slot(Converter converter, String path, boolean optional, boolean writeOnly, String prefix, String suffix)
            implements Content {

        /// Whether there is something to write.
        public boolean filled(Values values) {
            return converter.filled(values);
        }

        /// The whole text to write.
        public String write(Values values, Losses losses) {
            String text = converter.write(values, losses);
            return prefix.isEmpty() && suffix.isEmpty() ? text : prefix + text + suffix;
        }
    }
}
