package io.dray.image.http;

/** Told how transfers go on; called from several threads at once, a few times a second per transfer at most. */
public interface TransferListener {
    /** Ignores everything. */
    TransferListener SILENT = new TransferListener() {
        @Override
        public void progressed(String label, long done, long total) {}

        @Override
        public void finished(String label) {}

        @Override
        public void retrying(String label, String reason) {}
    };

    /**
     * So much has come.
     *
     * @param label what is transferred
     * @param done bytes so far, those of an earlier attempt included
     * @param total bytes in the end, negative if unknown
     */
    void progressed(String label, long done, long total);

    /** The transfer is over, well or not. */
    void finished(String label);

    /** Something passing failed; it is tried again from where it stopped. */
    void retrying(String label, String reason);
}
