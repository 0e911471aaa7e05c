package io.dray.image.fetch;

/** When the network is asked; rkt's words. */
public enum PullPolicy {
    /** Only for what is not in the store. */
    NEW,
    /** Always; what did not change is not transferred again. */
    UPDATE,
    /** Never: what is not in the store is an error. */
    NEVER
}
