package org.florahub.adapter;

import java.time.Instant;
import java.util.List;
import org.florahub.event.Problem;
import org.jspecify.annotations.Nullable;

/// How it stands with one folder.
///
/// @param name    of the folder
/// @param version in force, `null` if none is
/// @param uses    of an adapter in force, its transforms as `NAME@VERSION`; they may be older than those of their
/// folders
/// @param since   when that came into force, `null` if none is
/// @param refused why what lies in the folder now is not in force; empty if it is
/// @param lacks   what the version in force still lacks, such as a password
/// @param working why the channels do not follow the version in force yet, `null` if they do
public record Standing(
        String name,
        @Nullable String version,
        List<String> uses,
        @Nullable Instant since,
        List<Problem> refused,
        List<Problem> lacks,
        @Nullable String working) {

    public Standing {
        uses = List.copyOf(uses);
        refused = List.copyOf(refused);
        lacks = List.copyOf(lacks);
    }
}
