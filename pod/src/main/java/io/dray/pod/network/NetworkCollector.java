package io.dray.pod.network;

import io.dray.core.Directories;
import io.dray.core.OperationFailedException;
import io.dray.linux.Command;
import io.dray.linux.IoFailures;
import io.dray.linux.ProgramResult;
import io.dray.linux.ProgramRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives back what pods had of networks and could not give back themselves, because they were killed. */
public final class NetworkCollector {
    private final NetworkPlaces places;
    private final ProgramRunner programs;

    /** A collector for this machine. */
    public NetworkCollector(NetworkPlaces places, ProgramRunner programs) {
        this.places = places;
        this.programs = programs;
    }

    /**
     * Lets the plugins of a pod's networks give back what it had, by the pod's own copies of their configurations.
     *
     * @param pod a directory of a pod whose processes are gone, under whatever name
     * @param again whether to do so even if that was done before; it does no harm
     * @return the names of the plugins that worked
     * @throws OperationFailedException with what a plugin says
     */
    public List<String> release(Path pod, boolean again) {
        Path network = pod.resolve("network");
        if (!Files.exists(network.resolve("attached")) || (Files.exists(network.resolve("released")) && !again)) {
            return List.of();
        }
        Command release = Command.of("/bin/sh", pod.resolve("release").toString(), "here");
        ProgramResult result = programs.run(again ? release.withArguments(List.of("again")) : release);
        if (result.exitCode() != 0) {
            throw new OperationFailedException(result.errors().strip());
        }
        return result.output().lines().toList();
    }

    /**
     * Removes the leases, on networks that come with Dray, of pods whose directories are gone, in whatever data directory. Their
     * interfaces went with their last process, and no plugin keeps more.
     *
     * @return the addresses
     */
    public List<String> collectLeases() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (Path network : entries(places.leases())) {
            for (Path lease : entries(network)) {
                String address = String.valueOf(lease.getFileName());
                if (Character.isDigit(address.charAt(0)) && isLeftOver(lease)) {
                    Files.deleteIfExists(lease);
                    addresses.add(address);
                }
            }
        }
        return addresses;
    }

    /** Takes back ports that lead to pods whose directories are gone. No lock means that no port was ever forwarded. */
    public void collectPorts() {
        if (Files.exists(places.portsLock())) {
            programs.require(Command.of("/bin/sh", "-s")
                    .withInput(PortRules.removeGoneScript(places).getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The first line of a lease is the uuid of its pod. */
    private boolean isLeftOver(Path lease) throws IOException {
        try {
            String text = Files.readString(lease);
            int end = 0;
            while (end < text.length() && text.charAt(end) > ' ') {
                end++;
            }
            // without a name yet: it is being written
            return end > 0 && !Files.isDirectory(places.pods().resolve(text.substring(0, end)));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return Directories.entries(directory);
        } catch (IOException e) {
            throw IoFailures.with("cannot list", directory, e);
        }
    }
}
