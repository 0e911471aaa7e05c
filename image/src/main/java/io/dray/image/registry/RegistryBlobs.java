package io.dray.image.registry;

import io.dray.core.DrayException;
import io.dray.core.MissingException;
import io.dray.image.http.Download;
import io.dray.image.http.DownloadPlace;
import io.dray.image.http.DownloadRequest;
import io.dray.image.http.Downloader;
import io.dray.image.http.HttpFailure;
import io.dray.image.http.TransferListener;
import io.dray.image.oci.Descriptor;
import io.dray.image.oci.OciBlobs;
import io.dray.image.oci.OciManifest;
import io.dray.linux.FileLock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The blobs of one image, brought when they are wanted. Whoever opens the first layer that is not known yet will most likely open
 * those above it too, so they are brought meanwhile, {@value #PARALLEL} at a time.
 */
final class RegistryBlobs implements OciBlobs {
    private static final int PARALLEL = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int SHOWN_DIGITS = 12;

    private final RegistryClient client;
    private final RegistryClient.Document document;
    private final List<Descriptor> blobs;
    private final List<Descriptor> layers;
    private final Transfers transfers;
    private final String description;
    /** Threads of the platform: waiting for a lock holds the thread, and two carriers could wait for each other's work. */
    private final ExecutorService threads =
            Executors.newFixedThreadPool(PARALLEL, Thread.ofPlatform().daemon().factory());

    private final Map<String, Future<Path>> downloads = new LinkedHashMap<>();

    /**
     * What transfers need.
     *
     * @param downloader brings files
     * @param place where they lie
     * @param listener is told
     * @param limit bytes that no blob may exceed
     */
    record Transfers(Downloader downloader, DownloadPlace place, TransferListener listener, long limit) {}

    RegistryBlobs(
            RegistryClient client,
            RegistryClient.Document document,
            OciManifest manifest,
            Transfers transfers,
            String description) {
        this.client = client;
        this.document = document;
        this.blobs = manifest.blobs();
        this.layers = manifest.layers();
        this.transfers = transfers;
        this.description = description;
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (blob.digest().equals(document.descriptor().digest())) {
            return new ByteArrayInputStream(document.content());
        }
        try {
            return Files.newInputStream(await(wanted(blob)));
        } catch (NoSuchFileException _) {
            // another image had the same layer, and whoever imported that one has cleared it away
            forget(blob);
            return Files.newInputStream(await(wanted(blob)));
        }
    }

    private synchronized void forget(Descriptor blob) {
        downloads.remove(blob.digest().hex());
    }

    /** Begins with this blob and, if it is a layer, with all above it. */
    private synchronized Future<Path> wanted(Descriptor blob) {
        int index = layers.indexOf(blob);
        begin(blob);
        for (int i = index + 1; index >= 0 && i < layers.size(); i++) {
            begin(layers.get(i));
        }
        Future<Path> download = downloads.get(blob.digest().hex());
        if (download == null) {
            throw new IllegalStateException("it was just begun");
        }
        return download;
    }

    private void begin(Descriptor blob) {
        downloads.computeIfAbsent(blob.digest().hex(), hex -> threads.submit(() -> bring(blob)));
    }

    private Path bring(Descriptor blob) throws IOException {
        String key = blob.digest().toString();
        String kind = layers.contains(blob) ? "layer " : "configuration ";
        String label = kind + blob.digest().hex().substring(0, SHOWN_DIGITS);
        DownloadRequest request = client.download(blob, label, transfers.limit);
        try (FileLock lock = transfers.place.lock("blob", key)) {
            assert lock != null;
            return download(request).file();
        }
    }

    private Download download(DownloadRequest request) throws IOException {
        try {
            return required(transfers.downloader.fetch(request, transfers.listener));
        } catch (HttpFailure e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            client.renew();
            return required(transfers.downloader.fetch(request, transfers.listener));
        }
    }

    private static Download required(Download download) throws HttpFailure {
        if (!download.isComplete()) {
            throw HttpFailure.status("registry", download.status());
        }
        return download;
    }

    private Path await(Future<Path> download) throws IOException {
        try {
            return download.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HttpFailure.lasting("it was interrupted", null, e);
        } catch (CancellationException e) {
            throw HttpFailure.lasting("it was given up", null, e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case HttpFailure failure
                when failure.status() == 404 ->
                    throw new MissingException(description + " lacks a part of its image: " + failure.getMessage());
                case HttpFailure failure -> throw failure.during("cannot fetch " + description);
                case IOException failure -> throw failure;
                case DrayException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Forgets the files, which are unpacked by now. */
    void discard() throws IOException {
        for (Descriptor blob : blobs) {
            transfers.place.discard(blob.digest().toString());
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
