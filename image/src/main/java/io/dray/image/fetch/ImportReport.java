package io.dray.image.fetch;

import io.dray.image.ImportListener;

/** Tells who listens to a fetch how the import of one archive goes on. */
record ImportReport(FetchListener listener, String what) implements ImportListener {
    @Override
    public void progressed(long read, long total) {
        listener.importing(what, read, total);
    }

    @Override
    public void warned(String message) {
        listener.warned(message);
    }
}
