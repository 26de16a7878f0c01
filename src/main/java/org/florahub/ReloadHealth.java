package org.florahub;

import java.util.List;
import org.florahub.adapter.Reload;
import org.florahub.adapter.Standing;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/// Which folders hold something that is not in force. Always up: what was in force goes on.
@Component("adaptersHealthIndicator")
class ReloadHealth implements HealthIndicator {

    private final Reload reload;

    ReloadHealth(Reload reload) {
        this.reload = reload;
    }

    @Override
    public Health health() {
        List<Standing> adapters = reload.adapters();
        Health.Builder health = Health.up()
                .withDetail("refusedAdapters", refused(adapters))
                .withDetail("refusedTransforms", refused(reload.transforms()))
                .withDetail(
                        "incomplete",
                        names(adapters.stream()
                                .filter(each -> !each.lacks().isEmpty() || each.working() != null)
                                .toList()));
        String trouble = reload.trouble();
        return trouble == null
                ? health.build()
                : health.withDetail("trouble", trouble).build();
    }

    private static List<String> refused(List<Standing> folders) {
        return names(folders.stream().filter(each -> !each.refused().isEmpty()).toList());
    }

    private static List<String> names(List<Standing> folders) {
        return folders.stream().map(Standing::name).toList();
    }
}
