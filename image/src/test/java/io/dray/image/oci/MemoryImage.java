package io.dray.image.oci;

import io.dray.core.Digest;
import io.dray.core.Json;
import io.dray.image.tar.TarEntry;
import io.dray.image.tar.TarType;
import io.dray.image.tar.TarWriter;
import io.dray.linux.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An image made by hand in memory, of which every blob can be replaced by another. */
final class MemoryImage implements OciBlobs {
    private final Map<Digest, byte[]> blobs = new HashMap<>();
    private final List<Descriptor> layers = new ArrayList<>();
    private final List<String> diffIds = new ArrayList<>();

    String execution = "{'Entrypoint':['/bin/app'],'Cmd':['serve']}";
    String rootfsType = "layers";
    Map<String, String> annotations = Map.of();

    static byte[] tar(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter archive = new TarWriter(out)) {
            archive.begin(TarEntry.builder(ByteString.of(name), TarType.FILE)
                    .size(bytes.length)
                    .build());
            archive.writeData(new ByteArrayInputStream(bytes)::read);
        }
        return out.toByteArray();
    }

    MemoryImage withLayer(String name, String content) throws IOException {
        byte[] tar = tar(name, content);
        diffIds.add(Digest.of(Digest.Algorithm.SHA256, tar).toOci());
        layers.add(put(MediaTypes.LAYER, tar));
        return this;
    }

    MemoryImage withDiffId(String diffId) {
        diffIds.add(diffId);
        return this;
    }

    Descriptor put(String mediaType, byte[] content) {
        Descriptor descriptor = Descriptor.ofContent(mediaType, content);
        blobs.put(descriptor.digest(), content);
        return descriptor;
    }

    void replace(Descriptor blob, byte[] content) {
        blobs.put(blob.digest(), content);
    }

    Descriptor layer(int index) {
        return layers.get(index);
    }

    byte[] config() {
        return ("{'architecture':'" + Platform.host().architecture() + "','os':'linux','config':" + execution
                        + ",'rootfs':{'type':'" + rootfsType + "','diff_ids':["
                        + diffIds.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",")) + "]}}")
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Adds configuration and manifest. */
    Descriptor manifest() {
        Descriptor config = put(MediaTypes.CONFIG, config());
        return put(MediaTypes.MANIFEST, ConfigConversion.manifest(config, layers, annotations));
    }

    Descriptor index(Descriptor... manifests) {
        StringBuilder items = new StringBuilder();
        for (Descriptor manifest : manifests) {
            items.append(items.isEmpty() ? "" : ",").append(Json.write(manifest.toJson()));
        }
        return put(
                MediaTypes.INDEX,
                ("{\"schemaVersion\":2,\"manifests\":[" + items + "]}").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes everything as a layout. */
    Path layout(Path directory, Descriptor... manifests) throws IOException {
        Path files = Files.createDirectories(directory.resolve("blobs/sha256"));
        Descriptor index = index(manifests);
        for (Map.Entry<Digest, byte[]> blob : blobs.entrySet()) {
            Files.write(files.resolve(blob.getKey().hex()), blob.getValue());
        }
        Files.write(directory.resolve(LayoutArchive.INDEX), blobs.getOrDefault(index.digest(), new byte[0]));
        Files.writeString(directory.resolve(LayoutArchive.MARKER), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return directory;
    }

    @Override
    public InputStream open(Descriptor blob) {
        byte[] content = blobs.get(blob.digest());
        if (content == null) {
            throw ArchiveFiles.missing(blob.toString());
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public String description() {
        return "memory";
    }

    @Override
    public void close() {}
}
