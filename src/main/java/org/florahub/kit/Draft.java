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
/// @param types     that documents may state, where the engine asks for them
record Draft(
        String engine,
        String extension,
        Map<String, String> files,
        List<String> given,
        List<Guess> guesses,
        List<String> types) {

    Draft(String engine, String extension, Map<String, String> files, List<String> given, List<Guess> guesses) {
        this(engine, extension, files, given, guesses, List.of());
    }

    /// Recognises the format by the samples themselves, not by their names.
    ///
    /// @param folder name of the transform
    /// @throws KitException if the samples are of different formats, or of one that is not recognised
    static Draft of(List<SampleFile> samples, String folder) {
        if (samples.stream().allMatch(SampleFile::isArchive)) {
            return SheetDraft.of(samples, folder);
        }
        samples.forEach(SampleFile::mustBeText);
        if (samples.stream().allMatch(sample -> sample.startsWith("<"))) {
            return samples.stream().anyMatch(ObjectDraft::fits)
                    ? ObjectDraft.of(samples, folder)
                    : new XmlDraft(folder).of(samples);
        }
        if (samples.stream().allMatch(sample -> sample.startsWith("{") || sample.startsWith("["))) {
            return new JsonDraft(folder).of(samples);
        }
        if (samples.stream().anyMatch(sample -> sample.startsWith("<") || sample.startsWith("{"))) {
            throw new KitException("found samples of different formats, expected one. Start a folder for each.");
        }
        CsvDraft csv = CsvDraft.of(samples, folder);
        return csv.isList() ? csv.draft() : new FixedDraft(folder).of(samples);
    }
}
