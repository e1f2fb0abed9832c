package io.yiping.registry;

/** How a load has ended. */
sealed interface Loaded {

    /**
     * The list is in force.
     *
     * @param edition in force now; an earlier one when nothing was changed
     */
    record InForce(RegistryEdition edition, int added, int changed, int removed, int unchanged) implements Loaded {}

    /** Another instance loads a list. Nothing was stored. */
    record Busy() implements Loaded {}

    /** The list in force is not the one that the client has seen. Nothing was stored. */
    record Other() implements Loaded {}
}
