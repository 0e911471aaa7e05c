package io.dray.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of registries begin with: a registry of each test's own that has one image, and a machine that trusts it. */
abstract class OwnRegistry {
    static final String REPOSITORY = "team/hello";
    static final String BASE = "/v2/" + REPOSITORY;
    static final String INSECURE = "--insecure-options=image";

    @TempDir
    static Path shared;

    static TlsCertificate certificate;
    static TinyOci image;

    @TempDir
    Path directory;

    ImageServer registry;
    Machine machine;

    @BeforeAll
    static void makeImage() throws IOException {
        certificate = TlsCertificate.make(shared.resolve("tls"));
        image = TinyOci.saying("hello", shared);
    }

    @BeforeEach
    void startRegistry() throws IOException {
        registry = ImageServer.start(certificate);
        image.publish(registry, REPOSITORY, "1");
        machine = Machine.in(directory).trusting(certificate);
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }
}
