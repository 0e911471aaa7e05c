package io.dray.image.fetch;

/** When the network is asked; rkt's words. */
public enum PullPolicy {
    /** Only for what is not in the store. */
    NEW,
    /** Always; what did not change is not transferred again. */
    UPDATE,
    /** Never: what is not in the store is an error. */
    NEVER,
    /** Always, and nothing that is known of an address counts: what lies in the store is damaged. No word of the command line. */
    AGAIN;

    /** Whether what the store has is good enough, so that nobody is asked. */
    boolean prefersStore() {
        return this == NEW || this == NEVER;
    }
}
