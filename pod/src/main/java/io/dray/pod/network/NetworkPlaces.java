package io.dray.pod.network;

import java.nio.file.Path;

/**
 * What all pods of the machine share of networks; all of it ends with the machine's boot.
 *
 * @param leases where host-local keeps the addresses of the networks that come with Dray, a directory for each network
 * @param portsLock held by whoever changes which ports of the host lead to pods
 * @param pods one link per pod to its directory
 */
public record NetworkPlaces(Path leases, Path portsLock, Path pods) {}
