package org.florahub.transform;

import java.util.List;
import org.florahub.transform.convert.Loss;

/// What came of writing one document.
///
/// @param losses what it says less than its statements, in their order
public record Written(List<Loss> losses) {

    public Written {
        losses = List.copyOf(losses);
    }
}
