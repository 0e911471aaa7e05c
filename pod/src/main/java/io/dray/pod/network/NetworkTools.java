package io.dray.pod.network;

/**
 * The programs of this machine that networks need, by absolute path.
 *
 * @param nsenter enters the host's network
 * @param busybox takes answers of plugins apart
 * @param flock keeps those apart who change the host's rules
 * @param nft changes them; only for pods that need rules
 */
public record NetworkTools(String nsenter, String busybox, String flock, String nft) {}
