package io.yiping.count;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the journal has been read to its end: before that, this instance has no figures that are not old. */
@Readiness
@Singleton
final class CountsHealth implements HealthCheck {

    private final Follower follower;

    CountsHealth(Follower follower) {
        this.follower = follower;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("counts")
                .status(follower.hasCaughtUp())
                .build();
    }
}
