package io.yiping.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Which database; see also {@link EmbeddedConfig}. */
@ConfigMapping(prefix = "yiping.database")
interface DatabaseConfig {

    /** {@code postgresql://user:password@host:port/database}; absent means the embedded PostgreSQL. */
    Optional<String> url();
}
