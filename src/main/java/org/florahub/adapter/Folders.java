package org.florahub.adapter;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where adapters and transforms lie, and what their placeholders mean.
///
/// @param adapters    folder with one folder per connected authority
/// @param transforms  folder with one folder per message format
/// @param environment the value of a variable, or `null` if it is not set
record Folders(Path adapters, Path transforms, Function<String, @Nullable String> environment) {}
