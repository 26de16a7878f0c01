package org.florahub.kit;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.florahub.adapter.Inspection;
import org.jspecify.annotations.Nullable;

/// The two folders that an integration engineer works on.
///
/// @param adapters    one folder per authority
/// @param transforms  one folder per format
/// @param environment the value of a variable, or `null` if it is not set
public record Workbench(Path adapters, Path transforms, Function<String, @Nullable String> environment) {

    /// The folders of these names; `NAME@VERSION` means the folder NAME.
    ///
    /// @throws UnknownFolderException if there is no folder of one of these names
    Chosen choose(Collection<String> names) {
        Set<String> ofAdapters = Inspection.names(adapters);
        Set<String> ofTransforms = Inspection.names(transforms);
        if (names.isEmpty()) {
            return new Chosen(ofAdapters, ofTransforms);
        }
        var chosen = new Chosen(new TreeSet<>(), new TreeSet<>());
        for (String reference : names) {
            String name = reference.replaceFirst("@.*", "");
            boolean adapter = ofAdapters.contains(name) && chosen.adapters.add(name);
            boolean transform = ofTransforms.contains(name) && chosen.transforms.add(name);
            if (!adapter && !transform && !ofAdapters.contains(name) && !ofTransforms.contains(name)) {
                var all = new TreeSet<>(ofAdapters);
                all.addAll(ofTransforms);
                throw new UnknownFolderException(name, List.copyOf(all));
            }
        }
        return chosen;
    }

    /// Loads the chosen folders. Variables that are not set do not matter: nothing is connected.
    Inspection load(Chosen chosen) {
        return Inspection.of(adapters, transforms, this::orItsName, chosen.adapters, chosen.transforms);
    }

    private String orItsName(String variable) {
        String value = environment.apply(variable);
        return value == null || value.isEmpty() ? "${" + variable + "}" : value;
    }

    /// Names of folders.
    record Chosen(Set<String> adapters, Set<String> transforms) {}
}
