package org.florahub.api;

import java.time.LocalDate;
import java.util.List;
import org.florahub.erasure.Retention;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Which cases fall due for erasure, for operators: pseudonyms, never who it is.
@RestController
@RequestMapping("/ops/retention")
class RetentionController {

    private final Retention retention;

    RetentionController(Retention retention) {
        this.retention = retention;
    }

    /// @param cases the longest overdue first
    record Preview(LocalDate until, List<Retention.Due> cases) {}

    /// @param until the day on which they are due; today if not given
    @GetMapping
    Preview preview(@RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until) {
        LocalDate day = until == null ? retention.today() : until;
        return new Preview(day, retention.due(day));
    }
}
