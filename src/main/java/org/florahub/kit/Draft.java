package org.florahub.kit;

import java.util.List;
import java.util.Map;

/// A format as it was understood.
///
/// @param engine    of transform.yaml
/// @param extension of its documents
/// @param files     template and code lists by name
/// @param given     fields that the adapter supplies
/// @param guesses   in the order of the template
record Draft(String engine, String extension, Map<String, String> files, List<String> given, List<Guess> guesses) {

    /// Recognises the format by the samples' own text.
    ///
    /// @param folder name of the transform
    /// @throws KitException if the samples are of different formats, or of one that is not recognised
    static Draft of(List<SampleFile> samples, String folder) {
        if (samples.stream().allMatch(sample -> sample.text().startsWith("PK"))) {
            throw new KitException(
                    "%s: found an archive, such as .xlsx. Save the sheet as CSV, start with that, then see engine xlsx."
                            .formatted(samples.getFirst().path().getFileName()));
        }
        if (samples.stream().allMatch(sample -> sample.startsWith("<"))) {
            return new XmlDraft(folder).of(samples);
        }
        if (samples.stream().allMatch(sample -> sample.startsWith("{") || sample.startsWith("["))) {
            return new JsonDraft(folder).of(samples);
        }
        if (samples.stream().anyMatch(sample -> sample.startsWith("<") || sample.startsWith("{"))) {
            throw new KitException("found samples of different formats, expected one. Start a folder for each.");
        }
        CsvDraft csv = CsvDraft.of(samples, folder);
        return csv.columns() > 1 ? csv.draft() : new FixedDraft(folder).of(samples);
    }
}
