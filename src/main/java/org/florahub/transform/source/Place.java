package org.florahub.transform.source;

/// Where in a transform folder something stands.
///
/// @param file   path relative to the folder's parent, with `/`
/// @param line   1-based, 0 for the file as a whole
/// @param column 1-based, 0 for the whole line
public record Place(String file, int line, int column) {

    public Place at(int otherLine, int otherColumn) {
        return new Place(file, otherLine, otherColumn);
    }
}
